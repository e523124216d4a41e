#include "modules/openstack/Migrations.hpp"

#include "modules/value/Pattern.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules::openstack {

namespace {

struct Revisions {
    std::set<std::string> all;
    /// Those that another one comes after, or depends on.
    std::set<std::string> passed;
};

/// What stands in quotes in a Python expression: None has nothing, a tuple may have several.
std::set<std::string> quoted_in(std::string_view expression) {
    static const Pattern quoted(R"(['"]([^'"]*)['"])");
    std::set<std::string> texts;
    for (std::optional<PatternMatch> match = quoted.search(expression); match;
         match = quoted.search(expression, match->end))
        texts.emplace(
            expression.substr(match->groups[1]->start, match->groups[1]->end - match->groups[1]->start));
    return texts;
}

void read_revision(const std::string& source, Revisions& revisions) {
    // revision: str = 'x'; down_revision = ('x', 'y')
    static const Pattern assignment(
        R"(^(revision|down_revision|depends_on)[ \t]*(?::[^=\n]*)?=[ \t]*(\([^)]*\)|\[[^\]]*\]|[^\n]*))",
        {.multiline = true});
    for (std::optional<PatternMatch> match = assignment.search(source); match;
         match = assignment.search(source, match->end)) {
        const auto part = [&](std::size_t group) {
            const PatternMatch::Range range = match->groups[group].value_or(PatternMatch::Range{});
            return std::string_view(source).substr(range.start, range.end - range.start);
        };
        std::set<std::string> named = quoted_in(part(2));
        (part(1) == "revision" ? revisions.all : revisions.passed).merge(named);
    }
}

void read_revisions(const HostView& host, const std::string& directory, Revisions& revisions) {
    for (const std::string& name : host.list(directory)) {
        const std::string path = directory + '/' + name;
        if (host.is_directory(path)) {
            read_revisions(host, path, revisions);
        } else if (name.ends_with(".py")) {
            read_revision(host.read(path), revisions);
        }
    }
}

std::set<std::string> alembic_heads(const HostView& host, const std::string& versions) {
    Revisions revisions;
    read_revisions(host, versions, revisions);
    std::set<std::string> heads;
    std::set_difference(revisions.all.begin(), revisions.all.end(), revisions.passed.begin(),
                        revisions.passed.end(), std::inserter(heads, heads.end()));
    return heads;
}

std::set<std::string> highest_number(const HostView& host, const std::string& versions) {
    std::optional<std::int64_t> highest;
    for (const std::string& name : host.list(versions)) {
        const std::size_t end = name.find('_');
        if (!name.ends_with(".py") || end == std::string::npos) continue;
        if (const std::optional<std::int64_t> number = whole_number(name.substr(0, end)))
            highest = std::max(highest.value_or(0), *number);
    }
    return highest ? std::set{std::to_string(*highest)} : std::set<std::string>{};
}

}  // namespace

std::optional<std::set<std::string>> newest_revisions(const HostView& host, const std::string& directory) {
    if (!host.is_directory(directory)) return std::nullopt;
    const std::string versions = directory + "/versions";
    std::set<std::string> newest;
    if (host.is_directory(versions))
        newest = host.exists(directory + "/env.py") ? alembic_heads(host, versions)
                                                    : highest_number(host, versions);
    if (newest.empty())
        throw Failure(fmt::format("{} holds no migrations: expected an env.py and revisions of Alembic in "
                                  "versions/, or numbered ones (001_name.py)",
                                  directory));
    return newest;
}

}  // namespace modules::openstack
