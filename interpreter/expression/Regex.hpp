#pragma once

#include "interpreter/source/Position.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules {
struct PatternMatch;
}

namespace interpreter {

struct RegexFlags {
    bool ignores_case = false;
    bool multiline = false;
};

/// What a pattern found: where, and its groups (0 is all of it).
class RegexMatch {
  public:
    RegexMatch(std::string_view text, const modules::PatternMatch& match);

    /// Nothing when the group took no part; also for a group that the pattern does not have.
    [[nodiscard]] std::optional<std::string> group(std::size_t number) const {
        return number < groups_.size() ? groups_[number] : std::nullopt;
    }
    [[nodiscard]] std::size_t group_count() const { return groups_.size() - 1; }
    /// In bytes.
    [[nodiscard]] std::size_t start() const { return start_; }
    [[nodiscard]] std::size_t end() const { return end_; }

  private:
    std::vector<std::optional<std::string>> groups_;
    std::size_t start_;
    std::size_t end_;
};

/// A pattern of Python's re module as an expression uses it: its mistakes are errors with the expression's
/// place.
class Regex {
  public:
    Regex(std::string_view pattern, RegexFlags flags, Position position);

    /// Anywhere from `start` on.
    [[nodiscard]] std::optional<RegexMatch> search(std::string_view text, std::size_t start = 0) const;
    /// At the very beginning.
    [[nodiscard]] std::optional<RegexMatch> match(std::string_view text) const;
    /// One after the other, as re.finditer gives them.
    [[nodiscard]] std::vector<RegexMatch> all(std::string_view text) const;
    /// re.sub: `replacement` may hold \1, \g<1>, \g<name> and Python's escapes.
    [[nodiscard]] std::string substituted(std::string_view text, std::string_view replacement) const;
    [[nodiscard]] std::optional<std::size_t> group_number(std::string_view name) const;

  private:
    struct Compiled;
    std::shared_ptr<const Compiled> compiled_;
};

}  // namespace interpreter
