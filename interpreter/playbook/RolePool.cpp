#include "interpreter/playbook/RolePool.hpp"

#include <algorithm>

namespace interpreter {

RolePool::RolePool(const std::vector<std::unique_ptr<Role>>& elder) {
    for (const std::unique_ptr<Role>& role : elder)
        elders_.push_back(role.get());
}

Role& RolePool::add(std::unique_ptr<Role> role) {
    graph_.add_vertex(role->role_name, role->position);
    roles_.push_back(std::move(role));
    return *roles_.back();
}

Role* RolePool::equal(const std::string& path, const Value& identity) const {
    const auto is_equal = [&](const Role& role) { return role.path == path && role.identity == identity; };
    for (Role* role : elders_) {
        if (is_equal(*role)) return role;
    }
    for (const std::unique_ptr<Role>& role : roles_) {
        if (is_equal(*role)) return role.get();
    }
    return nullptr;
}

std::size_t RolePool::index_of(const Role& role) const {
    const auto found = std::find_if(roles_.begin(), roles_.end(),
                                    [&](const std::unique_ptr<Role>& own) { return own.get() == &role; });
    return static_cast<std::size_t>(found - roles_.begin());
}

Role* RolePool::own(const Role& role) const {
    const std::size_t index = index_of(role);
    return index < roles_.size() ? roles_[index].get() : nullptr;
}

Role* RolePool::named(const std::string& name) const {
    const auto found = std::find_if(roles_.begin(), roles_.end(), [&](const std::unique_ptr<Role>& role) {
        return role->role_name == name;
    });
    return found != roles_.end() ? found->get() : nullptr;
}

std::unique_ptr<Block> RolePool::take_tasks(const Role& role, std::size_t first) {
    const std::size_t index = index_of(role);
    return index >= first && index < roles_.size() ? std::move(roles_[index]->tasks) : nullptr;
}

void RolePool::add_edge(const Role& before, const Role& after, EdgeKind kind, std::string reason,
                        Position position) {
    if (own(before) == nullptr || own(after) == nullptr) return;
    graph_.add_edge({index_of(before), index_of(after), kind, std::move(reason), position});
}

std::vector<std::unique_ptr<Role>> RolePool::take_in_order(Diagnostics& diagnostics) {
    const std::vector<std::size_t> order = graph_.order(diagnostics);
    graph_ = TaskGraph();
    if (order.empty()) return std::exchange(roles_, {});
    std::vector<std::unique_ptr<Role>> ordered;
    for (const std::size_t index : order)
        ordered.push_back(std::move(roles_[index]));
    roles_.clear();
    return ordered;
}

}  // namespace interpreter
