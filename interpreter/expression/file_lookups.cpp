#include "interpreter/expression/lookup.hpp"
#include "interpreter/expression/password.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/expression/text.hpp"
#include "interpreter/expression/unicode.hpp"

#include <glob.h>

#include <algorithm>
#include <filesystem>

namespace interpreter {

namespace {

namespace files = std::filesystem;

bool named_flag(Call& call, std::string_view name, bool otherwise) {
    const Value* given = call.named(name);
    return given != nullptr ? is_true(*given) : otherwise;
}

std::string found_file(Call& call, const Value& term, std::string_view folder) {
    const std::string name = to_python_text(term);
    if (std::optional<std::string> path = find_in_search_path(name, folder, call.evaluation()))
        return *std::move(path);
    std::string searched;
    for (const std::string& directory : call.evaluation().search_path)
        searched += (searched.empty() ? "looked for in " : ", ") + directory + "/" + std::string(folder) +
                    ", " + directory;
    call.fail("does not find '" + name + "'", searched);
}

Value looked_up_file(Call& call) {
    List contents;
    for (const Value& term : call.rest()) {
        std::string content = file_content(found_file(call, term, "files"), call);
        bool secret = false;
        if (Vault::is_encrypted(content) && call.evaluation().surroundings.vault != nullptr) {
            content = call.evaluation().surroundings.vault->decrypt(content, call.position());
            secret = true;
        }
        if (named_flag(call, "lstrip", false)) content = stripped(content, std::nullopt, Sides::left);
        if (named_flag(call, "rstrip", true)) content = stripped(content, std::nullopt, Sides::right);
        contents.push_back(make_text(std::move(content), secret));
    }
    return contents;
}

Value template_file(Call& call) {
    if (!call.evaluation().surroundings.render_file) call.fail("cannot be used here");
    VariableScope scope = call.evaluation().scope;
    if (const Value* more = call.named("template_vars"))
        for (const auto& [name, value] : call.map_in(*more))
            scope.set(Layer::magic, name, value);
    List results;
    for (const Value& term : call.rest()) {
        const std::string path = found_file(call, term, "templates");
        Evaluation inner{scope, call.evaluation().surroundings, call.evaluation().search_path};
        inner.search_path.insert(inner.search_path.begin(), files::path(path).parent_path().string());
        const Value text = call.evaluation().surroundings.render_file(path, inner);
        const bool converts = named_flag(call, "convert_data", true);
        const bool literal = converts && !text.as_text().empty() &&
                             (text.as_text().front() == '{' || text.as_text().front() == '[');
        std::optional<Value> read = literal ? read_literal(text.as_text()) : std::nullopt;
        if (read && text.is_secret()) read = made_secret(*read);
        results.push_back(read ? *std::move(read) : converts ? text : staying_text(text));
    }
    return results;
}

/// "a,b" or a list of such, as Ansible takes names and directories.
std::vector<std::string> split_on(const Value& value, std::string_view separators) {
    std::vector<std::string> parts;
    if (value.is_null()) return parts;
    if (const List* several = sequence_in(value)) {
        for (const Value& one : *several) {
            const std::vector<std::string> more = split_on(one, separators);
            parts.insert(parts.end(), more.begin(), more.end());
        }
        return parts;
    }
    std::string text = to_python_text(value);
    for (const char separator : separators)
        std::replace(text.begin(), text.end(), separator, '\n');
    return split_text(text, "\n", -1);
}

struct Candidates {
    std::vector<std::string> names;
    bool skip = false;
};

void add_candidates(Candidates& all, const Value& term, Call& call) {
    if (const List* several = sequence_in(term)) {
        for (const Value& one : *several)
            add_candidates(all, one, call);
        return;
    }
    const auto option = [&](std::string_view name) {
        if (term.is_map()) return term.get(name).value_or(Value());
        const Value* given = call.named(name);
        return given != nullptr ? *given : Value();
    };
    const std::vector<std::string> names = split_on(option("files"), ",;");
    const std::vector<std::string> directories = split_on(option("paths"), ",:;");
    all.skip = is_true(option("skip"));
    for (const std::string& directory : directories)
        for (const std::string& name : names)
            all.names.push_back((files::path(directory) / name).string());
    if (directories.empty()) all.names.insert(all.names.end(), names.begin(), names.end());
    if (directories.empty() && names.empty() && term.is_text()) all.names.push_back(term.as_text());
}

Value first_found(Call& call) {
    Candidates all;
    List terms = call.rest();
    if (terms.empty()) terms.emplace_back(Map{});
    for (const Value& term : terms)
        add_candidates(all, term, call);
    if (const Value* skip = call.named("skip")) all.skip = is_true(*skip);
    for (const std::string& name : all.names)
        for (const std::string_view folder : {"files", "templates", "vars", "tasks"})
            if (const std::optional<std::string> path = find_in_search_path(name, folder, call.evaluation()))
                return List{*path};
    if (all.skip) return List{};
    std::string names;
    for (const std::string& name : all.names)
        names += (names.empty() ? "" : ", ") + name;
    call.fail("finds none of: " + names, "'skip: true' goes on without a file");
}

std::vector<std::string> globbed(const std::string& pattern) {
    glob_t found{};
    std::vector<std::string> paths;
    if (glob(pattern.c_str(), 0, nullptr, &found) == 0)
        for (std::size_t index = 0; index < found.gl_pathc; ++index) {
            std::error_code ignored;
            if (files::is_regular_file(found.gl_pathv[index], ignored))
                paths.emplace_back(found.gl_pathv[index]);
        }
    globfree(&found);
    return paths;
}

Value fileglob(Call& call) {
    List result;
    for (const Value& term : call.rest()) {
        const std::string pattern = to_python_text(term);
        std::vector<std::string> places;
        if (pattern.starts_with('/'))
            places.push_back(pattern);
        else
            for (const std::string& directory : call.evaluation().search_path) {
                places.push_back(directory + "/files/" + pattern);
                places.push_back(directory + "/" + pattern);
            }
        for (const std::string& place : places) {
            const std::vector<std::string> found = globbed(place);
            if (found.empty()) continue;
            result.insert(result.end(), found.begin(), found.end());
            break;
        }
    }
    return result;
}

/// What a term asks for: `key`, or in the old way `key section=web file=a.ini`, whose options win over the call's.
struct Asked {
    std::string key;
    std::map<std::string, Value, std::less<>> options;

    [[nodiscard]] const Value* find(std::string_view name) const {
        const auto found = options.find(name);
        return found != options.end() ? &found->second : nullptr;
    }
    [[nodiscard]] std::string text(std::string_view name, std::string otherwise) const {
        const Value* found = find(name);
        return found != nullptr ? to_python_text(*found) : std::move(otherwise);
    }
};

Asked asked_for(const Value& term, const Call& call, std::initializer_list<std::string_view> names) {
    Asked asked;
    for (const std::string_view name : names)
        if (const Value* given = call.named(name)) asked.options.emplace(name, *given);
    const KeyValues written = read_key_values(to_python_text(term));
    asked.key = written.rest;
    for (const auto& [name, value] : written.pairs) {
        if (std::find(names.begin(), names.end(), name) == names.end()) call.fail("has no option '" + name + "'");
        asked.options.insert_or_assign(name, Value(value));
    }
    return asked;
}

Value ini(Call& call) {
    List values;
    for (const Value& term : call.rest()) {
        const Asked asked = asked_for(term, call, {"section", "file", "default"});
        const std::string path = found_file(call, Value(asked.text("file", "ansible.ini")), "files");
        const std::string section = asked.text("section", "global");
        std::optional<std::string> found;
        std::string at;
        for (const std::string& line : lines_of(file_content(path, call), LineEnds::dropped)) {
            const std::string text = stripped(line, std::nullopt, Sides::both);
            if (text.empty() || text.front() == '#' || text.front() == ';') continue;
            if (text.front() == '[') {
                at = stripped(text, "[]", Sides::both);
                continue;
            }
            const std::size_t mark = text.find_first_of("=:");
            const bool same = mark != std::string::npos &&
                              to_lower(stripped(text.substr(0, mark), std::nullopt, Sides::both)) == to_lower(asked.key);
            if (at == section && same) found = stripped(text.substr(mark + 1), std::nullopt, Sides::both);
        }
        const Value* otherwise = asked.find("default");
        values.push_back(found ? Value(*found) : otherwise != nullptr ? *otherwise : Value(""));
    }
    return values;
}

Value csvfile(Call& call) {
    List values;
    for (const Value& term : call.rest()) {
        const Asked asked = asked_for(term, call, {"file", "delimiter", "col", "default", "encoding"});
        std::string mark = asked.text("delimiter", "TAB");
        if (mark == "TAB" || mark == "\\t" || mark == "t") mark = "\t";
        const std::string path = found_file(call, Value(asked.text("file", "ansible.csv")), "files");
        const std::string column = asked.text("col", "1");
        if (column.empty() || column.find_first_not_of("0123456789") != std::string::npos)
            call.fail("takes the number of a column as col, found '" + column + "'");
        const std::size_t wanted = std::stoul(column);
        std::optional<Value> found;
        for (const std::string& line : lines_of(file_content(path, call), LineEnds::dropped)) {
            const std::vector<std::string> cells = split_text(line, mark, -1);
            if (found || cells.empty() || cells.front() != asked.key || wanted >= cells.size()) continue;
            found = stripped(cells[wanted], "\"", Sides::both);
        }
        if (found)
            values.push_back(*found);
        else if (const Value* otherwise = asked.find("default"))
            values.push_back(*otherwise);
    }
    return values;
}

constexpr Builtin file_lookups_table[] = {{"csvfile", csvfile, "* **"},
                                          {"file", looked_up_file, "* **"},
                                          {"fileglob", fileglob, "* **"},
                                          {"first_found", first_found, "* **"},
                                          {"ini", ini, "* **"},
                                          {"password", looked_up_password, "* **"},
                                          {"template", template_file, "* **"}};

}  // namespace

std::span<const Builtin> file_lookups() {
    return file_lookups_table;
}

}  // namespace interpreter
