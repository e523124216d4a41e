#include "interpreter/actions/arguments.hpp"

#include "modules/module/ModuleResult.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace interpreter {

Map arguments_without(const Value& arguments, std::initializer_list<std::string_view> names) {
    Map kept;
    for (const Map::Entry& entry : arguments.as_map())
        if (std::find(names.begin(), names.end(), entry.first) == names.end()) kept.set(entry.first, entry.second);
    return kept;
}

std::vector<std::string> texts_of(const Value& arguments, std::string_view name) {
    const std::optional<Value> given = arguments.get(name);
    std::vector<std::string> texts;
    if (!given || given->is_null()) return texts;
    if (given->is_list()) {
        for (const Value& item : given->as_list()) texts.push_back(item.as_text());
        return texts;
    }
    const std::string& line = given->as_text();
    for (std::size_t start = 0; start <= line.size();) {
        const std::size_t end = std::min(line.find(',', start), line.size());
        const std::size_t first = line.find_first_not_of(' ', start);
        if (first < end) texts.push_back(line.substr(first, line.find_last_not_of(' ', end - 1) + 1 - first));
        start = end + 1;
    }
    return texts;
}

std::int64_t number_of(const Value& arguments, std::string_view name, std::int64_t fallback) {
    const std::optional<Value> given = arguments.get(name);
    return given && given->is_integer() ? given->as_integer() : fallback;
}

bool flag_of(const Value& arguments, std::string_view name, bool fallback) {
    const std::optional<Value> given = arguments.get(name);
    return given && given->is_boolean() ? given->as_boolean() : fallback;
}

std::string bytes_of_file(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) throw modules::Failure("cannot read " + path + ": " + std::strerror(errno));
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

FileContent content_of_file(const std::string& path, const ActionCall& call) {
    std::string bytes = bytes_of_file(path);
    const Vault* vault = call.evaluation.surroundings.vault;
    if (vault == nullptr || !Vault::is_encrypted(bytes) || !flag_of(call.arguments, "decrypt", true)) return {std::move(bytes)};
    return {vault->decrypt(bytes, {call.files.read(path), 1, 1}), true};
}

}  // namespace interpreter
