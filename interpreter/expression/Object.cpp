#include "interpreter/expression/Object.hpp"

namespace interpreter {

std::optional<Value> Namespace::find(std::string_view key) const {
    const auto found = entries_.find(key);
    return found != entries_.end() ? std::optional<Value>(found->second) : std::nullopt;
}

std::vector<std::string> Namespace::keys() const {
    std::vector<std::string> names;
    for (const auto& [name, value] : entries_)
        names.push_back(name);
    return names;
}

Value make_tuple(List items) {
    return Value::lazy(std::make_shared<Tuple>(std::move(items)));
}

}  // namespace interpreter
