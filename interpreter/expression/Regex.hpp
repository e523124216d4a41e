#pragma once

#include "interpreter/source/Position.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

struct RegexFlags {
    bool ignores_case = false;
    bool multiline = false;
};

/// What a pattern found: where, and its groups (0 is all of it).
class RegexMatch {
  public:
    RegexMatch(std::vector<std::optional<std::string>> groups,
               std::vector<std::pair<std::string, std::size_t>> names, std::size_t start, std::size_t end)
        : groups_(std::move(groups)), names_(std::move(names)), start_(start), end_(end) {}

    /// Nothing when the group took no part; also for a group that the pattern does not have.
    [[nodiscard]] std::optional<std::string> group(std::size_t number) const {
        return number < groups_.size() ? groups_[number] : std::nullopt;
    }
    [[nodiscard]] std::optional<std::size_t> number_of(std::string_view name) const;
    [[nodiscard]] std::size_t group_count() const { return groups_.size() - 1; }
    /// In bytes.
    [[nodiscard]] std::size_t start() const { return start_; }
    [[nodiscard]] std::size_t end() const { return end_; }

  private:
    std::vector<std::optional<std::string>> groups_;
    std::vector<std::pair<std::string, std::size_t>> names_;
    std::size_t start_;
    std::size_t end_;
};

/// A pattern of Python's re module. The only place that knows PCRE2, which reads nearly the same language.
class Regex {
  public:
    /// Throws DiagnosticError at `position` that says where in the pattern the mistake is.
    Regex(std::string_view pattern, RegexFlags flags, Position position);

    /// Anywhere from `start` on.
    [[nodiscard]] std::optional<RegexMatch> search(std::string_view text, std::size_t start = 0) const;
    /// At the very beginning.
    [[nodiscard]] std::optional<RegexMatch> match(std::string_view text) const;
    /// One after the other, as re.finditer gives them.
    [[nodiscard]] std::vector<RegexMatch> all(std::string_view text) const;
    /// re.sub: `replacement` may hold \1, \g<1>, \g<name> and Python's escapes. `most` 0 is everywhere.
    [[nodiscard]] std::string substituted(std::string_view text, std::string_view replacement,
                                          std::size_t most = 0) const;

  private:
    struct Compiled;
    [[nodiscard]] std::optional<RegexMatch> run(std::string_view text, std::size_t start,
                                                unsigned options) const;
    std::string expanded(const RegexMatch& match, std::string_view replacement) const;

    std::shared_ptr<const Compiled> compiled_;
    Position position_;
};

}  // namespace interpreter
