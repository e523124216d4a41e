#include "interpreter/expression/Call.hpp"
#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/Regex.hpp"
#include "interpreter/expression/Version.hpp"
#include "interpreter/expression/operators.hpp"
#include "interpreter/expression/python.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

namespace interpreter {

namespace {

template <Operator operation>
Value compare(Call& call) {
    return compared(operation, call.input(), call[0], call.position());
}

Value contains_test(Call& call) {
    return contains(call.input(), call[0], call.position());
}

bool is_subset(const List& part, const List& whole) {
    return std::all_of(part.begin(), part.end(), [&](const Value& item) {
        return std::any_of(whole.begin(), whole.end(),
                           [&](const Value& other) { return equal(item, other); });
    });
}
Value subset(Call& call) {
    return is_subset(call.input_items(), call.items(0));
}
Value superset(Call& call) {
    return is_subset(call.items(0), call.input_items());
}

RegexFlags flags_of(Call& call) {
    return {call.flag(1), call.flag(2)};
}

Value search(Call& call) {
    return Regex(call.text(0), flags_of(call), call.position()).search(call.input_text()).has_value();
}
Value match(Call& call) {
    return Regex(call.text(0), flags_of(call), call.position()).match(call.input_text()).has_value();
}
Value regex(Call& call) {
    return call.text(3, "search") == "match" ? match(call) : search(call);
}

Value version(Call& call) {
    const bool strict = call.has(2) && call.flag(2);
    if (call.has(2) && !call[2].is_null() && call.has(3) && !call[3].is_null())
        call.fail("takes 'strict' or 'version_type', not both");
    const std::string type = call.has(3) && !call[3].is_null() ? call.text(3) : strict ? "strict" : "loose";
    if (!is_true(call.input())) call.fail("cannot compare an empty version");
    if (!is_true(call[0])) call.fail("cannot compare with an empty version");
    return versions_compare(call.input_text(), call.text(0), call.text(1, "eq"), type, call);
}

namespace files = std::filesystem;

bool is_mount_point(const files::path& path) {
    std::error_code ignored;
    const files::path parent = files::absolute(path, ignored) / "..";
    if (!files::is_directory(path, ignored)) return false;
    struct ::stat own {};
    struct ::stat above {};
    if (::stat(path.c_str(), &own) != 0 || ::stat(parent.c_str(), &above) != 0) return false;
    return own.st_dev != above.st_dev || own.st_ino == above.st_ino;
}

Value exists(Call& call) {
    std::error_code ignored;
    return files::exists(call.input_text(), ignored);
}
Value directory(Call& call) {
    std::error_code ignored;
    return files::is_directory(call.input_text(), ignored);
}
Value file(Call& call) {
    std::error_code ignored;
    return files::is_regular_file(call.input_text(), ignored);
}
Value link(Call& call) {
    std::error_code ignored;
    return files::is_symlink(call.input_text(), ignored);
}
Value link_exists(Call& call) {
    std::error_code ignored;
    return files::exists(files::symlink_status(call.input_text(), ignored));
}
Value absolute(Call& call) {
    return call.input_text().starts_with('/');
}
Value same_file(Call& call) {
    std::error_code ignored;
    return files::equivalent(call.input_text(), call.text(0), ignored);
}
Value mount(Call& call) {
    return is_mount_point(call.input_text());
}

Value in(Call& call) {
    return contains(call[0], call.input(), call.position());
}

constexpr Builtin comparing_tests_table[] = {
    {"!=", compare<Operator::not_equal>, "other"},
    {"<", compare<Operator::less>, "other"},
    {"<=", compare<Operator::less_equal>, "other"},
    {"==", compare<Operator::equal>, "other"},
    {">", compare<Operator::greater>, "other"},
    {">=", compare<Operator::greater_equal>, "other"},
    {"abs", absolute},
    {"contains", contains_test, "value"},
    {"directory", directory},
    {"eq", compare<Operator::equal>, "other"},
    {"equalto", compare<Operator::equal>, "other"},
    {"exists", exists},
    {"file", file},
    {"ge", compare<Operator::greater_equal>, "other"},
    {"greaterthan", compare<Operator::greater>, "other"},
    {"gt", compare<Operator::greater>, "other"},
    {"in", in, "seq"},
    {"is_abs", absolute},
    {"is_dir", directory},
    {"is_file", file},
    {"is_link", link},
    {"is_mount", mount},
    {"is_same_file", same_file, "other"},
    {"issubset", subset, "other"},
    {"issuperset", superset, "other"},
    {"le", compare<Operator::less_equal>, "other"},
    {"lessthan", compare<Operator::less>, "other"},
    {"link", link},
    {"link_exists", link_exists},
    {"lt", compare<Operator::less>, "other"},
    {"match", match, "pattern ignorecase? multiline?"},
    {"mount", mount},
    {"ne", compare<Operator::not_equal>, "other"},
    {"regex", regex, "pattern ignorecase? multiline? match_type?"},
    {"same_file", same_file, "other"},
    {"search", search, "pattern ignorecase? multiline?"},
    {"subset", subset, "other"},
    {"superset", superset, "other"},
    {"version", version, "version operator? strict? version_type?"},
    {"version_compare", version, "version operator? strict? version_type?"}};

}  // namespace

std::span<const Builtin> comparing_tests() {
    return comparing_tests_table;
}

}  // namespace interpreter
