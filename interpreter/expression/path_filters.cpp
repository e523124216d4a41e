#include "interpreter/expression/Call.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/expression/text.hpp"

#include <glob.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>

namespace interpreter {

namespace {

namespace files = std::filesystem;

std::string base_of(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

/// As Python's os.path.dirname: "/a/b/" gives "/a/b".
std::string directory_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return {};
    std::string head = path.substr(0, slash + 1);
    if (head.find_first_not_of('/') != std::string::npos)
        while (head.ends_with('/'))
            head.pop_back();
    return head;
}

std::string joined_path(std::string left, const std::string& right) {
    if (right.starts_with('/')) return right;
    if (!left.empty() && !left.ends_with('/')) left += '/';
    return left + right;
}

/// Without ".", ".." and doubled slashes (os.path.normpath).
std::string normal_path(const std::string& path) {
    std::vector<std::string> parts;
    const bool absolute = path.starts_with('/');
    for (const std::string& part : split_text(path, "/", -1)) {
        if (part.empty() || part == ".") continue;
        if (part == ".." && !parts.empty() && parts.back() != "..")
            parts.pop_back();
        else if (part != ".." || !absolute)
            parts.push_back(part);
    }
    std::string result = absolute ? "/" : "";
    for (std::size_t index = 0; index < parts.size(); ++index)
        result += (index > 0 ? "/" : "") + parts[index];
    return result.empty() ? "." : result;
}

std::string absolute_path(const std::string& path) {
    return normal_path(joined_path(files::current_path().string(), path));
}

Value basename(Call& call) {
    return base_of(call.input_text());
}
Value dirname(Call& call) {
    return directory_of(call.input_text());
}

Value splitext(Call& call) {
    const std::string path = call.input_text();
    const std::string base = base_of(path);
    const std::size_t first = std::min(base.find_first_not_of('.'), base.size());
    const std::size_t dot = base.rfind('.');
    if (dot == std::string::npos || dot < first) return make_tuple(List{path, ""});
    const std::size_t cut = path.size() - (base.size() - dot);
    return make_tuple(List{path.substr(0, cut), path.substr(cut)});
}

Value realpath(Call& call) {
    std::error_code error;
    const files::path found = files::weakly_canonical(absolute_path(call.input_text()), error);
    return error ? absolute_path(call.input_text()) : found.string();
}

Value relpath(Call& call) {
    const std::vector<std::string> path = split_text(absolute_path(call.input_text()), "/", -1);
    const std::vector<std::string> start = split_text(absolute_path(call.text(0, ".")), "/", -1);
    std::size_t same = 0;
    const auto part = [](const std::vector<std::string>& parts, std::size_t index) {
        return index < parts.size() ? parts[index] : std::string();
    };
    while (same < std::min(path.size(), start.size()) && path[same] == start[same])
        ++same;
    std::string result;
    for (std::size_t index = same; index < start.size(); ++index)
        if (!part(start, index).empty()) result = joined_path(result, "..");
    for (std::size_t index = same; index < path.size(); ++index)
        if (!path[index].empty()) result = joined_path(result, path[index]);
    return result.empty() ? "." : result;
}

Value path_join(Call& call) {
    if (call.input().is_text()) return call.input();
    std::string result;
    for (const Value& part : call.input_items())
        result = joined_path(std::move(result), to_python_text(part));
    return result;
}

Value expanduser(Call& call) {
    const std::string path = call.input_text();
    const char* home = std::getenv("HOME");
    const bool own = path == "~" || path.starts_with("~/");
    return own && home != nullptr ? home + path.substr(1) : path;
}

Value expandvars(Call& call) {
    const std::string text = call.input_text();
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '$') {
            result += text[at];
            continue;
        }
        const bool braces = at + 1 < text.size() && text[at + 1] == '{';
        const std::size_t from = at + (braces ? 2 : 1);
        const auto part = [](char character) {
            return character == '_' || (character >= '0' && character <= '9') ||
                   (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
        };
        std::size_t end = from;
        while (end < text.size() && part(text[end]))
            ++end;
        const char* found = std::getenv(text.substr(from, end - from).c_str());
        const bool closed = !braces || (end < text.size() && text[end] == '}');
        if (found == nullptr || !closed || end == from) {
            result += text[at];
            continue;
        }
        result += found;
        at = braces ? end : end - 1;
    }
    return result;
}

Value fileglob(Call& call) {
    glob_t found{};
    List paths;
    if (glob(call.input_text().c_str(), 0, nullptr, &found) == 0)
        for (std::size_t index = 0; index < found.gl_pathc; ++index) {
            std::error_code ignored;
            if (files::is_regular_file(found.gl_pathv[index], ignored))
                paths.emplace_back(found.gl_pathv[index]);
        }
    globfree(&found);
    return paths;
}

std::string after_last(const std::string& path, std::string_view marks) {
    const std::size_t at = path.find_last_of(marks);
    return at == std::string::npos ? path : path.substr(at + 1);
}
Value win_basename(Call& call) {
    return after_last(call.input_text(), "\\/");
}
Value win_dirname(Call& call) {
    const std::string path = call.input_text();
    const std::string drive = path.size() > 1 && path[1] == ':' ? path.substr(0, 2) : "";
    const std::size_t last = path.find_last_of("\\/");
    if (last == std::string::npos) return drive;
    std::string head = path.substr(drive.size(), last + 1 - drive.size());
    if (head.find_first_not_of("\\/") != std::string::npos) head.resize(head.find_last_not_of("\\/") + 1);
    return drive + head;
}
Value win_splitdrive(Call& call) {
    const std::string path = call.input_text();
    const bool drive = path.size() > 1 && path[1] == ':';
    return make_tuple(List{drive ? path.substr(0, 2) : "", drive ? path.substr(2) : path});
}

constexpr Builtin path_filters_table[] = {
    {"basename", basename},         {"dirname", dirname},           {"expanduser", expanduser},
    {"expandvars", expandvars},     {"fileglob", fileglob},         {"path_join", path_join},
    {"realpath", realpath},         {"relpath", relpath, "start?"}, {"splitext", splitext},
    {"win_basename", win_basename}, {"win_dirname", win_dirname},   {"win_splitdrive", win_splitdrive}};

}  // namespace

std::span<const Builtin> path_filters() {
    return path_filters_table;
}

}  // namespace interpreter
