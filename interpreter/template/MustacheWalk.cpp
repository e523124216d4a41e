#include "interpreter/template/MustacheWalk.hpp"

namespace interpreter {

namespace {

constexpr int deepest = 100;

bool is_container(const Value& value) {
    return value.is_list() || value.is_map();
}

}  // namespace

Value rendered_at_top(const Value& raw, const Evaluation& evaluation) {
    return raw.is_text() ? rendered(raw, evaluation) : raw;
}

bool opens_section(const Value& value) {
    if (value.is_lazy()) return true;
    return is_true(value);
}

void MustacheWalk::walk(const MustacheTags& tags) {
    for (const MustacheTag& tag : tags) {
        switch (tag.type) {
        case MustacheTag::Type::variable:
            variable(tag);
            break;
        case MustacheTag::Type::partial:
            partial(tag);
            break;
        case MustacheTag::Type::section:
        case MustacheTag::Type::inverted:
            section(tag);
            break;
        }
    }
}

std::optional<Value> MustacheWalk::first_part(const std::string& name) {
    for (auto context = contexts_.rbegin(); context != contexts_.rend(); ++context) {
        if (name == "." && !context->is_map()) return *context;
        if (std::optional<Value> found = context->get(name)) return rendered_at_top(*found, evaluation_);
    }
    if (const Value* known = variables_.find(name)) return *known;
    const std::optional<VariableScope::Found> found = evaluation_.scope.find(name);
    if (!found) return std::nullopt;
    const Value value = rendered_at_top(found->value, evaluation_);
    variables_.set(name, value);
    return value;
}

void MustacheWalk::missing(const MustacheTag& tag, const std::string& part, const Value* owner) {
    std::vector<std::string> names;
    if (owner != nullptr) {
        if (owner->is_map()) names = owner->keys();
    } else {
        names = evaluation_.scope.names();
        for (const Value& context : contexts_)
            if (context.is_map())
                for (std::string& key : context.keys())
                    names.push_back(std::move(key));
    }
    std::string hint = did_you_mean(part, names);
    if (hint.empty())
        hint = "define it under 'vars:', with false or an empty text where there is nothing to write";
    diagnostics_.error("'" + tag.name + "' is undefined", tag.position, hint);
}

std::optional<Value> MustacheWalk::find(const MustacheTag& tag) {
    const std::vector<std::string> parts = name_parts(tag.name);
    try {
        std::optional<Value> found = first_part(parts.front());
        if (!found) {
            missing(tag, parts.front(), nullptr);
            return std::nullopt;
        }
        for (std::size_t index = 1; index < parts.size(); ++index) {
            const Value owner = *found;
            found = owner.get(parts[index]);
            if (!found) {
                missing(tag, parts[index], &owner);
                return std::nullopt;
            }
            found = rendered_at_top(*found, evaluation_);
        }
        return found;
    } catch (const DiagnosticError& error) {
        Diagnostic why = error.diagnostic();
        why.notes.push_back({"needed here for '" + tag.name + "'", tag.position});
        diagnostics_.add(std::move(why));
        return std::nullopt;
    }
}

void MustacheWalk::variable(const MustacheTag& tag) {
    const std::optional<Value> value = find(tag);
    if (!value) return;
    if (value->is_secret()) secret_ = true;
    if (is_container(*value))
        diagnostics_.error("'" + tag.name + "' is " + std::string(modules::kind_name(value->kind())) +
                               ", which cannot be written as text",
                           tag.position,
                           "open it with {{#" + tag.name + "}}, or compute the text under 'vars:'");
}

void MustacheWalk::section(const MustacheTag& tag) {
    const std::optional<Value> value = find(tag);
    if (!value) return;
    const bool open = opens_section(*value);
    if (tag.type == MustacheTag::Type::inverted) {
        if (!open) walk(tag.inside);
        return;
    }
    if (!open) return;
    const List items = value->is_list() ? value->as_list() : List{*value};
    for (const Value& item : items) {
        contexts_.push_back(rendered_at_top(item, evaluation_));
        walk(tag.inside);
        contexts_.pop_back();
    }
}

void MustacheWalk::partial(const MustacheTag& tag) {
    const MustachePartials::Part* part = partials_.find(tag.name);
    if (part == nullptr) return;
    if (++depth_ > deepest)
        throw DiagnosticError("the partial '" + tag.name + "' stands in itself more than 100 deep",
                              tag.position, "a section around it must come to an end");
    walk(part->tags);
    --depth_;
}

}  // namespace interpreter
