#include "modules/files/Find.hpp"

#include "modules/files/PathFacts.hpp"
#include "modules/files/Paths.hpp"
#include "modules/system/Digest.hpp"
#include "modules/system/HostView.hpp"
#include "modules/value/Pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace modules {

namespace {

struct Unit {
    char letter;
    std::int64_t factor;
};
constexpr std::array age_units{Unit{'s', 1}, Unit{'m', 60}, Unit{'h', 3600}, Unit{'d', 86400},
                               Unit{'w', 604800}};
constexpr std::array size_units{Unit{'b', 1}, Unit{'k', 1LL << 10}, Unit{'m', 1LL << 20},
                                Unit{'g', 1LL << 30}, Unit{'t', 1LL << 40}};

template <std::size_t count>
std::optional<std::int64_t> measured(const std::optional<std::string>& written,
                                     const std::array<Unit, count>& units, const char* what) {
    if (!written) return std::nullopt;
    static const Pattern pattern("(-?[0-9]{1,12})([a-z]?)", {.ignore_case = true});
    const auto refuse = [&]() {
        return Failure(
            fmt::format("failed to process {}: \"{}\" is not a number with one of the units", what, *written),
            Map{{what, *written}});
    };
    const std::optional<PatternMatch> match = pattern.match_whole(*written);
    if (!match) throw refuse();
    const std::int64_t number = std::stoll(written->substr(0, match->groups[1]->end));
    if (match->groups[2]->start == match->groups[2]->end) return number;
    const char letter = static_cast<char>(std::tolower(static_cast<unsigned char>(written->back())));
    const auto unit =
        std::find_if(units.begin(), units.end(), [&](const Unit& one) { return one.letter == letter; });
    if (unit == units.end()) throw refuse();
    return number * unit->factor;
}

/// At least so much, or with a minus at most.
bool fits(const std::optional<std::int64_t>& limit, double measure) {
    if (!limit) return true;
    return *limit >= 0 ? measure >= static_cast<double>(*limit) : measure <= -static_cast<double>(*limit);
}

std::vector<Pattern> compiled(const std::vector<std::string>& written, bool use_regex) {
    std::vector<Pattern> patterns;
    for (const std::string& pattern : use_regex ? written : std::vector<std::string>{}) {
        try {
            patterns.emplace_back(pattern);
        } catch (const BadPattern& bad) {
            throw Failure(fmt::format("patterns: {}", bad.what()));
        }
    }
    return patterns;
}

class Search {
  public:
    Search(const FindArguments& wanted, const HostView& host)
        : wanted_(wanted), host_(host), age_(measured(wanted.age, age_units, "age")),
          size_(measured(wanted.size, size_units, "size")),
          patterns_(compiled(wanted.patterns, wanted.use_regex)),
          excludes_(compiled(wanted.excludes, wanted.use_regex)) {
        if (wanted.contains) contains_ = compiled({*wanted.contains}, true);
    }

    [[nodiscard]] Plan plan() {
        for (const std::string& written : wanted_.paths) {
            const std::string path = without_trailing_slashes(written);
            if (host_.is_directory(path)) {
                below(path, 1);
            } else {
                skip(written, fmt::format("'{}' is not a directory", written));
            }
        }
        Plan plan;
        plan.data = {{"files", files_},
                     {"matched", files_.size()},
                     {"examined", examined_},
                     {"skipped_paths", skipped_},
                     {"msg", warnings_.empty() ? "All paths examined"
                                               : "Not all paths examined, check warnings for details"}};
        plan.warnings = std::move(warnings_);
        return plan;
    }

  private:
    void skip(const std::string& path, const std::string& reason) {
        skipped_.set(path, reason);
        warnings_.push_back(fmt::format("Skipped '{}' path due to this access issue: {}", path, reason));
    }

    void below(const std::string& directory, std::int64_t depth) {
        std::vector<std::string> names;
        try {
            names = host_.list(directory);
        } catch (const Failure& failure) {
            skip(directory, failure.what());
            return;
        }
        examined_ += names.size();
        for (const std::string& name : names) {
            const std::string path = joined(directory, name);
            const std::optional<FileStatus> status = host_.status(path, Follow::nothing);
            if (!status) continue;
            const bool shown = wanted_.hidden || !name.starts_with('.');
            if (shown && is_meant(path, name, *status)) add(path, *status);
            const bool deeper =
                wanted_.recurse && (!wanted_.depth || *wanted_.depth == 0 || depth < *wanted_.depth);
            if (deeper && leads_on(path, *status)) below(path, depth + 1);
        }
    }

    /// Each directory once, however many links lead there.
    [[nodiscard]] bool leads_on(const std::string& path, const FileStatus& status) {
        if (status.type == FileType::directory) return seen_.insert(path).second;
        if (status.type != FileType::link || !wanted_.follow || !host_.is_directory(path)) return false;
        return seen_.insert(host_.real_path(path)).second;
    }

    [[nodiscard]] bool is_meant(const std::string& path, const std::string& name,
                                const FileStatus& status) const {
        if (!is_wanted_type(status.type) || !fits_name(name)) return false;
        const double stamp = wanted_.age_stamp == AgeStamp::modified   ? status.modified
                             : wanted_.age_stamp == AgeStamp::accessed ? status.accessed
                                                                       : status.changed;
        if (!fits(age_, host_.now() - stamp)) return false;
        if (status.type == FileType::regular && !fits(size_, static_cast<double>(status.size))) return false;
        return wanted_.file_type != FoundType::file || contains_.empty() || holds(path);
    }

    [[nodiscard]] bool is_wanted_type(FileType type) const {
        switch (wanted_.file_type) {
        case FoundType::file:
            return type == FileType::regular;
        case FoundType::directory:
            return type == FileType::directory;
        case FoundType::link:
            return type == FileType::link;
        case FoundType::any:
            break;
        }
        return true;
    }

    [[nodiscard]] bool matches(const std::string& name, const std::vector<std::string>& globs,
                               const std::vector<Pattern>& patterns) const {
        if (wanted_.use_regex)
            return std::any_of(patterns.begin(), patterns.end(),
                               [&](const Pattern& pattern) { return pattern.match_start(name).has_value(); });
        return std::any_of(globs.begin(), globs.end(),
                           [&](const std::string& glob) { return matches_glob(name, glob); });
    }

    [[nodiscard]] bool fits_name(const std::string& name) const {
        if (!wanted_.patterns.empty() && !matches(name, wanted_.patterns, patterns_)) return false;
        return !matches(name, wanted_.excludes, excludes_);
    }

    [[nodiscard]] bool holds(const std::string& path) const {
        const std::string content = host_.read(path);
        if (wanted_.read_whole_file) return contains_.front().found_in(content);
        for (std::size_t start = 0; start < content.size();) {
            const std::size_t end = std::min(content.find('\n', start), content.size() - 1) + 1;
            if (contains_.front().match_start(std::string_view(content).substr(start, end - start)))
                return true;
            start = end;
        }
        return false;
    }

    void add(const std::string& path, const FileStatus& status) {
        Map facts{{"path", path}};
        for (const auto& [key, value] : status_facts(host_, status))
            facts.set(key, value);
        if (status.type == FileType::regular && wanted_.get_checksum)
            facts.set("checksum", digest_of(DigestKind::sha1, host_.read(path)));
        files_.emplace_back(std::move(facts));
    }

    const FindArguments& wanted_;
    const HostView& host_;
    std::optional<std::int64_t> age_;
    std::optional<std::int64_t> size_;
    std::vector<Pattern> patterns_;
    std::vector<Pattern> excludes_;
    std::vector<Pattern> contains_;
    std::set<std::string> seen_;
    List files_;
    std::size_t examined_ = 0;
    Map skipped_;
    std::vector<std::string> warnings_;
};

}  // namespace

ArgumentList<FindArguments> Find::table() const {
    ArgumentList<FindArguments> table;
    table
        .add("paths", &FindArguments::paths, "directories to search",
             {.need = Need::required, .aliases = {"name", "path"}, .path = true})
        .add("patterns", &FindArguments::patterns,
             "shell patterns that a name must fit (with use_regex: from its start)", {.aliases = {"pattern"}})
        .add("excludes", &FindArguments::excludes, "patterns that a name must not fit",
             {.aliases = {"exclude"}})
        .add("contains", &FindArguments::contains,
             "a regular expression that a line of the file must begin with")
        .add("read_whole_file", &FindArguments::read_whole_file,
             "search the content as a whole, not by lines")
        .add("use_regex", &FindArguments::use_regex, "patterns and excludes are regular expressions")
        .add("recurse", &FindArguments::recurse, "search below the directories too")
        .add("depth", &FindArguments::depth, "how many levels deep")
        .add("file_type", &FindArguments::file_type, "what to list")
        .add("age", &FindArguments::age,
             "at least so old (at most, with a minus): a number with s, m, h, d or w")
        .add("age_stamp", &FindArguments::age_stamp, "which time the age is taken from")
        .add("size", &FindArguments::size,
             "at least so large (at most, with a minus): a number with b, k, m, g or t")
        .add("hidden", &FindArguments::hidden, "list names that begin with a dot too")
        .add("get_checksum", &FindArguments::get_checksum, "give the SHA-1 of each file")
        .add("follow", &FindArguments::follow, "go through links to directories");
    return table;
}

Plan Find::check(const FindArguments& wanted, const HostView& host, const CallOptions&) const {
    return Search(wanted, host).plan();
}

}  // namespace modules
