#include "interpreter/expression/Builtin.hpp"
namespace interpreter {
std::span<const Builtin> pattern_filters() {
    return {};
}
std::span<const Builtin> sequence_filters() {
    return {};
}
std::span<const Builtin> set_filters() {
    return {};
}
std::span<const Builtin> mapping_filters() {
    return {};
}
std::span<const Builtin> number_filters() {
    return {};
}
std::span<const Builtin> data_filters() {
    return {};
}
std::span<const Builtin> path_filters() {
    return {};
}
std::span<const Builtin> digest_filters() {
    return {};
}
std::span<const Builtin> functions() {
    return {};
}
std::span<const Builtin> list_lookups() {
    return {};
}
std::span<const Builtin> file_lookups() {
    return {};
}
std::span<const Builtin> variable_lookups() {
    return {};
}
std::span<const Builtin> program_lookups() {
    return {};
}
}  // namespace interpreter
