#include "interpreter/playbook/PlayGraphBuilder.hpp"

#include "interpreter/playbook/Walk.hpp"

#include <algorithm>

namespace interpreter {

namespace {

const Block* block_in(const BlockItem& item) {
    const auto* block = std::get_if<std::unique_ptr<Block>>(&item);
    return block != nullptr ? block->get() : nullptr;
}

const Element& element_in(const BlockItem& item) {
    if (const auto* task = std::get_if<std::unique_ptr<Task>>(&item)) return **task;
    return *block_in(item);
}

/// The role whose tasks the block holds; null for other blocks.
const Role* role_held_by(const Block& block) {
    return block.role != nullptr && block.parent == block.role ? block.role : nullptr;
}

bool has_marks_below(const Block& block) {
    return std::any_of(block.body.begin(), block.body.end(), [](const BlockItem& item) {
        const Block* inner = block_in(item);
        return mark_of(item) != nullptr || (inner != nullptr && has_marks_below(*inner));
    });
}

std::vector<const Element*> owners_of(const BlockItem& item) {
    std::vector<const Element*> owners{&element_in(item)};
    if (const Block* block = block_in(item))
        if (const Role* role = role_held_by(*block)) owners.push_back(role);
    return owners;
}

constexpr std::string_view inside_another = "it stands inside another vertex";

std::string own_name(const BlockItem& item) {
    for (const Element* owner : owners_of(item)) {
        const Written* id = owner->own("id");
        if (id != nullptr && id->value.is_text()) return id->value.as_text();
    }
    if (const auto* task = std::get_if<std::unique_ptr<Task>>(&item)) return (*task)->title();
    const Block& block = *block_in(item);
    if (const Role* role = role_held_by(block)) return role->role_name;
    if (!block.name.empty()) return block.name;
    return block.body.empty() ? "block" : own_name(block.body.front());
}

std::string run_name(const std::vector<const BlockItem*>& run) {
    std::size_t count = 0;
    const Task* first = nullptr;
    for (const BlockItem* item : run) {
        const auto see = [&](const Element& element) {
            const auto* task = dynamic_cast<const Task*>(&element);
            if (task == nullptr) return;
            if (first == nullptr) first = task;
            ++count;
        };
        if (const auto* task = std::get_if<std::unique_ptr<Task>>(item))
            see(**task);
        else
            walk(block_in(*item)->body, see);
    }
    if (first == nullptr) return own_name(*run.front());
    return first->title() + (count > 1 ? " and " + std::to_string(count - 1) + " more" : "");
}

}  // namespace

const Written* mark_of(const BlockItem& item) {
    for (const Element* owner : owners_of(item))
        for (const char* keyword : {"needs", "id"})
            if (const Written* written = owner->own(keyword)) return written;
    return nullptr;
}

void refuse_marks(const std::vector<BlockItem>& items, std::string_view why, Diagnostics& diagnostics) {
    for (const BlockItem& item : items) {
        if (const Written* mark = mark_of(item)) {
            const bool is_id = element_in(item).own("id") == mark;
            diagnostics.error("'" + std::string(is_id ? "id" : "needs") + "' has no meaning here: " + std::string(why),
                              mark->key);
        }
        const Block* block = block_in(item);
        if (block == nullptr) continue;
        for (const std::vector<BlockItem>* part : {&block->body, &block->rescue, &block->always})
            refuse_marks(*part, why, diagnostics);
    }
}

void PlayGraphBuilder::build() {
    add_section(PlaySection::pre_tasks, {play_.pre_tasks.get()});
    add_section(PlaySection::main, {play_.role_tasks.get(), play_.tasks.get()});
    add_section(PlaySection::post_tasks, {play_.post_tasks.get()});
    // A need may name what comes later in the file, so every name is known first.
    std::size_t first = 0;
    for (std::size_t vertex = 0; vertex < made_.size(); ++vertex) {
        if (made_.vertices_[vertex].kind == PlayVertex::Kind::work) {
            add_edges(vertex);
            continue;
        }
        join_section(first, vertex);
        first = vertex + 1;
    }
}

void PlayGraphBuilder::add_section(PlaySection section, std::initializer_list<const Block*> blocks) {
    section_ = section;
    const std::size_t first = made_.size();
    const std::size_t group = open_group(groups_.size(), {}, {});
    for (const Block* block : blocks) {
        if (block == nullptr) continue;
        if (block != play_.role_tasks.get())
            add_items(block->body, group);
        else
            for (const BlockItem& item : block->body)
                add_role_entry(item, group);
    }
    groups_[group].end = made_.size();
    const auto written =
        std::find_if(blocks.begin(), blocks.end(), [](const Block* block) { return block != nullptr; });
    if (made_.size() > first) add_section_end(**written);
}

void PlayGraphBuilder::add_items(const std::vector<BlockItem>& items, std::size_t group) {
    std::vector<const BlockItem*> run;
    for (const BlockItem& item : items) {
        const Block* block = block_in(item);
        if (mark_of(item) != nullptr) {
            add_run(run, group);
            add_marked(item, group);
        } else if (block != nullptr && has_marks_below(*block)) {
            add_run(run, group);
            split(*block, open_group(group, {}, groups_[group].prefix));
        } else {
            if (block != nullptr) {
                refuse_marks(block->rescue, inside_another, diagnostics_);
                refuse_marks(block->always, inside_another, diagnostics_);
            }
            run.push_back(&item);
        }
    }
    add_run(run, group);
}

void PlayGraphBuilder::add_run(std::vector<const BlockItem*>& run, std::size_t group) {
    if (run.empty()) return;
    const std::vector<const BlockItem*> items = std::exchange(run, {});
    add_vertex(groups_[group].prefix + run_name(items), element_in(*items.front()).position, items, group);
}

void PlayGraphBuilder::add_marked(const BlockItem& item, std::size_t parent) {
    const std::size_t group = open_group(parent, owners_of(item), groups_[parent].prefix);
    const Block* block = block_in(item);
    if (block != nullptr && has_marks_below(*block)) {
        split(*block, group);
    } else {
        add_vertex(groups_[group].prefix + own_name(item), element_in(item).position, {&item}, group);
        groups_[group].end = made_.size();
    }
    for (const Element* owner : groups_[group].owners)
        learn_id(*owner, group);
}

void PlayGraphBuilder::add_role_entry(const BlockItem& item, std::size_t parent) {
    const Block& block = *block_in(item);
    const Role& role = *role_held_by(block);
    const std::size_t group = open_group(parent, owners_of(item), {});
    if (has_marks_below(block)) {
        groups_[group].prefix = role.role_name + " : ";
        split(block, group);
    } else {
        add_vertex(role.role_name, role.position, {&item}, group);
        groups_[group].end = made_.size();
    }
    for (std::size_t vertex = groups_[group].first; vertex < groups_[group].end; ++vertex) {
        named_[role.role_name].insert(vertex);
        roles_[&role].insert(vertex);
    }
}

// The items of a block become vertices of their own. Its `when`, `become` and the like reach them as their parent's.
void PlayGraphBuilder::split(const Block& block, std::size_t group) {
    if (!block.rescue.empty() || !block.always.empty())
        for (const std::vector<BlockItem>* part : {&block.body, &block.rescue, &block.always})
            refuse_marks(*part, "a block with 'rescue' or 'always' is one vertex", diagnostics_);
    add_items(block.body, group);
    groups_[group].end = made_.size();
    const Role* role = role_held_by(block);
    if (role != nullptr && groups_[group].first < groups_[group].end)
        made_.vertices_[groups_[group].first].validates = role;
}

std::size_t PlayGraphBuilder::open_group(std::size_t parent, std::vector<const Element*> owners, std::string prefix) {
    groups_.push_back({parent, made_.size(), made_.size(), std::move(owners), std::move(prefix)});
    return groups_.size() - 1;
}

void PlayGraphBuilder::add_vertex(std::string name, Position position, std::vector<const BlockItem*> items,
                                  std::size_t group) {
    const std::size_t number = made_.graph_.add_vertex(std::move(name), position);
    PlayVertex vertex{PlayVertex::Kind::work, section_, std::move(items)};
    group_of_.push_back(group);
    known_before_.emplace_back();
    const auto see = [&](const Element& element) {
        vertex.notifies = vertex.notifies || element.own("notify") != nullptr;
        const auto* block = dynamic_cast<const Block*>(&element);
        const Role* role = block != nullptr ? role_held_by(*block) : nullptr;
        if (role != nullptr) named_[role->role_name].insert(number);
    };
    for (const BlockItem* item : vertex.items) {
        see(element_in(*item));
        const Block* block = block_in(*item);
        if (block == nullptr) continue;
        for (const std::vector<BlockItem>* part : {&block->body, &block->rescue, &block->always}) {
            walk(*part, see);
            refuse_marks(*part, inside_another, diagnostics_);
        }
    }
    made_.vertices_.push_back(std::move(vertex));
}

void PlayGraphBuilder::learn_id(const Element& element, std::size_t group) {
    const Written* id = element.own("id");
    if (id == nullptr || !id->value.is_text()) return;
    const std::string& name = id->value.as_text();
    const auto [known, fresh] = ids_.emplace(name, id->position);
    if (!fresh) {
        Diagnostic finding{Severity::error, "the id '" + name + "' stands twice in this play", id->position};
        finding.notes.push_back({"the other stands here", known->second});
        diagnostics_.add(std::move(finding));
    }
    for (std::size_t vertex = groups_[group].first; vertex < groups_[group].end; ++vertex)
        named_[name].insert(vertex);
}

}  // namespace interpreter
