#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace modules {

/// The text is no regular expression, or matching it took more steps than anyone would wait for.
class BadPattern : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Where a pattern was found: bytes [start, end) of the subject, and of each group; groups[0] is the whole.
struct PatternMatch {
    struct Range {
        std::size_t start = 0;
        std::size_t end = 0;
    };
    std::size_t start = 0;
    std::size_t end = 0;
    /// A group that took no part holds nothing.
    std::vector<std::optional<Range>> groups;
    [[nodiscard]] bool empty() const { return start == end; }
};

/// A text in which places were replaced, and how many there were.
struct Replacement {
    std::string text;
    std::size_t count = 0;
};

struct PatternOptions {
    bool ignore_case = false;
    /// ^ and $ also match at the lines' ends.
    bool multiline = false;
    /// . matches a newline too.
    bool dot_all = false;
};

/// A regular expression as Python's `re` writes it (https://docs.python.org/3/library/re.html), on UTF-8
/// text; bytes that are not UTF-8 match nothing but are stepped over. It never recurses on the stack, however
/// long the subject is.
class Pattern {
  public:
    /// Throws BadPattern saying what is wrong and where.
    explicit Pattern(std::string_view written, PatternOptions options = {});
    Pattern(Pattern&&) noexcept;
    Pattern& operator=(Pattern&&) noexcept;
    ~Pattern();

    /// The first place at or after `from`. As Python's search().
    [[nodiscard]] std::optional<PatternMatch> search(std::string_view subject, std::size_t from = 0) const;
    /// Only at the very start. As Python's match().
    [[nodiscard]] std::optional<PatternMatch> match_start(std::string_view subject) const;
    /// The subject from end to end. As Python's fullmatch().
    [[nodiscard]] std::optional<PatternMatch> match_whole(std::string_view subject) const;
    [[nodiscard]] bool found_in(std::string_view subject) const { return search(subject).has_value(); }

    /// `replacement` with \1, \g<1>, \g<name> and the escapes \n, \t, … filled in from a match on `subject`.
    /// As Python's Match.expand(); a group that took no part is empty. Throws BadPattern for a group there is
    /// not.
    [[nodiscard]] std::string expanded(std::string_view replacement, const PatternMatch& match,
                                       std::string_view subject) const;
    /// Every place replaced (the first `limit` of them unless 0), as Python's sub().
    [[nodiscard]] std::string replaced(std::string_view replacement, std::string_view subject,
                                       std::size_t limit = 0) const;
    /// The same, counted, as Python's subn().
    [[nodiscard]] Replacement substituted(std::string_view replacement, std::string_view subject,
                                          std::size_t limit = 0) const;

    /// Groups, the whole aside.
    [[nodiscard]] std::size_t group_count() const;
    /// The number of the group called so; nothing when there is none.
    [[nodiscard]] std::optional<std::size_t> group_number(std::string_view name) const;

  private:
    struct Compiled;
    std::unique_ptr<Compiled> compiled_;
};

/// The text as a pattern that matches just it, as Python's re.escape().
std::string escaped_pattern(std::string_view text);

/// Does a name match a shell pattern of *, ? and [...]? As Python's fnmatch: * also matches a dot or a slash.
bool matches_glob(std::string_view name, std::string_view glob);

}  // namespace modules
