#include "interpreter/playbook/ActionName.hpp"

#include "interpreter/playbook/PlaybookLoader.hpp"

#include <array>
#include <utility>

namespace interpreter {

std::string canonical_action(std::string_view name) {
    static constexpr std::array<std::string_view, 7> collections{
        "ansible.builtin.", "ansible.legacy.",  "ansible.posix.",     "community.general.",
        "ansible.mysql.",   "community.mysql.", "community.rabbitmq."};
    for (const std::string_view collection : collections) {
        if (name.starts_with(collection)) return std::string(name.substr(collection.size()));
    }
    return std::string(name);
}

Construct construct_of(std::string_view canonical) {
    static constexpr std::array<std::pair<std::string_view, Construct>, 6> constructs{{
        {"meta", Construct::meta},
        {"include_tasks", Construct::include_tasks},
        {"include_role", Construct::include_role},
        {"import_tasks", Construct::import_tasks},
        {"import_role", Construct::import_role},
        {"include", Construct::include},
    }};
    for (const auto& [name, construct] : constructs) {
        if (name == canonical) return construct;
    }
    return Construct::none;
}

bool is_action(std::string_view canonical, const ActionCatalogue& catalogue) {
    return construct_of(canonical) != Construct::none || catalogue.find(canonical) != nullptr;
}

bool takes_command_line(std::string_view canonical) {
    return canonical == "command" || canonical == "shell" || canonical == "raw" || canonical == "script";
}

}  // namespace interpreter
