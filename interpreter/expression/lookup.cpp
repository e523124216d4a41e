#include "interpreter/expression/lookup.hpp"

#include "interpreter/expression/python.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace interpreter {

namespace {

namespace files = std::filesystem;

std::string with_home(const std::string& name) {
    if (!name.starts_with("~/") && name != "~") return name;
    const char* home = std::getenv("HOME");
    return home == nullptr ? name : home + name.substr(1);
}

bool exists(const std::string& path) {
    std::error_code ignored;
    return files::exists(path, ignored);
}

}  // namespace

LookedUp looked_up(Call& call) {
    const std::string name = to_python_text(call.evaluator().require(call[0]));
    Given given{call.rest(), {}};
    for (const Value& term : given.positional)
        call.evaluator().require(term);
    LookedUp found;
    std::string errors = "strict";
    for (const auto& [key, value] : call.named()) {
        if (key == "errors")
            errors = to_python_text(value);
        else if (key == "wantlist")
            found.as_list = is_true(value);
        else if (key != "allow_unsafe")
            given.named.emplace_back(key, value);
    }
    try {
        const Value values = call.evaluator().call_lookup(name, std::move(given), call.position());
        found.values = values.as_list();
    } catch (const UndefinedError&) {
        throw;
    } catch (const DiagnosticError& error) {
        if (errors == "strict") throw;
        if (errors == "warn" && call.evaluation().surroundings.warn)
            call.evaluation().surroundings.warn(error.diagnostic().message, error.diagnostic().position);
        found.ignored = true;
    }
    return found;
}

Value joined_lookup(LookedUp found) {
    if (found.as_list) return std::move(found.values);
    if (found.ignored) return {};
    if (found.values.empty()) return List{};
    const bool all_text = std::all_of(found.values.begin(), found.values.end(),
                                      [](const Value& value) { return value.is_text(); });
    if (found.values.size() == 1) return found.values.front();
    if (!all_text) return std::move(found.values);
    std::string text;
    for (const Value& value : found.values)
        text += (text.empty() ? "" : ",") + value.as_text();
    return make_text(std::move(text), has_secret(found.values));
}

std::optional<std::string> find_in_search_path(const std::string& name, std::string_view folder,
                                               const Evaluation& evaluation) {
    const std::string wanted = with_home(name);
    if (wanted.starts_with('/')) return exists(wanted) ? std::optional(wanted) : std::nullopt;
    for (const std::string& directory : evaluation.search_path) {
        const std::string inside = directory + "/" + std::string(folder) + "/" + wanted;
        if (exists(inside)) return files::path(inside).lexically_normal().string();
        const std::string beside = directory + "/" + wanted;
        if (exists(beside)) return files::path(beside).lexically_normal().string();
    }
    if (evaluation.search_path.empty() && exists(wanted)) return wanted;
    return std::nullopt;
}

std::string path_in_search_path(const std::string& name, const Evaluation& evaluation) {
    const std::string wanted = with_home(name);
    if (wanted.starts_with('/') || evaluation.search_path.empty()) return wanted;
    // The last directory is the playbook's.
    return (files::path(evaluation.search_path.back()) / wanted).lexically_normal().string();
}

std::string file_content(const std::string& path, const Call& call) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    std::error_code ignored;
    if (!file.is_open() || files::is_directory(path, ignored)) call.fail("cannot read " + path);
    return content.str();
}

KeyValues read_key_values(const std::string& text) {
    KeyValues result;
    std::vector<std::string> words{""};
    char quote = '\0';
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char character = text[at];
        if (quote != '\0') {
            if (character == quote)
                quote = '\0';
            else
                words.back() += character;
        } else if ((character == '\'' || character == '"') &&
                   (words.back().empty() || words.back().ends_with('='))) {
            quote = character;
        } else if (character == ' ' || character == '\t' || character == '\n') {
            if (!words.back().empty()) words.emplace_back();
        } else {
            words.back() += character;
        }
    }
    for (const std::string& word : words) {
        const std::size_t equals = word.find('=');
        if (equals != std::string::npos && equals > 0) {
            result.pairs.emplace_back(word.substr(0, equals), word.substr(equals + 1));
        } else if (!word.empty()) {
            result.rest += (result.rest.empty() ? "" : " ") + word;
        }
    }
    return result;
}

List flattened_once(const List& items) {
    List result;
    for (const Value& item : items) {
        if (const List* inner = sequence_in(item))
            result.insert(result.end(), inner->begin(), inner->end());
        else
            result.push_back(item);
    }
    return result;
}

}  // namespace interpreter
