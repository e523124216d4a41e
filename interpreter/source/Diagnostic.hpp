#pragma once

#include "interpreter/source/SourceFiles.hpp"

#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

enum class Severity { error, warning };
enum class Colour { never, always };

/// A remark beside a finding: the other place that matters ("first defined here").
struct Note {
    std::string message;
    Position position;
};

/// Something wrong with what was written, and where.
struct Diagnostic {
    Severity severity = Severity::error;
    std::string message;
    Position position;
    std::vector<Note> notes = {};
    /// What to do about it; empty: nothing to suggest.
    std::string hint = {};
};

/// A finding that ends what was being done: an expression that cannot be evaluated, a file that cannot be
/// read.
class DiagnosticError : public std::runtime_error {
  public:
    explicit DiagnosticError(Diagnostic diagnostic)
        : std::runtime_error(diagnostic.message), diagnostic_(std::move(diagnostic)) {}
    DiagnosticError(std::string message, Position position, std::string hint = {})
        : DiagnosticError(Diagnostic{Severity::error, std::move(message), position, {}, std::move(hint)}) {}
    [[nodiscard]] const Diagnostic& diagnostic() const { return diagnostic_; }

  private:
    Diagnostic diagnostic_;
};

/// Findings as they are collected, so that all are said at once. Equal findings at one place are kept once.
class Diagnostics {
  public:
    void add(Diagnostic diagnostic);
    void error(std::string message, Position position, std::string hint = {});
    void warning(std::string message, Position position, std::string hint = {});
    [[nodiscard]] bool has_errors() const;
    [[nodiscard]] const std::vector<Diagnostic>& all() const { return found_; }
    /// Every warning becomes an error (`--strict`).
    void make_strict();

  private:
    std::vector<Diagnostic> found_;
};

/// As a person reads it, each line with its line end:
///
///   site.yml:3:5: error: unknown keyword 'hots' in a play
///     3 |   - hots: all
///       |     ^~~~
///     = hint: did you mean 'hosts'?
///
/// Notes stand between the caret and the hint, each in the same form. Tabs are shown as spaces to the next
/// multiple of eight; what is not printable is shown as U+FFFD; of a very long line the part around the caret
/// is shown.
std::string render(const Diagnostic& diagnostic, const SourceFiles& files, Colour colour);

/// The candidate that `word` is most likely a slip of; nothing when none is near.
std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates);
/// "did you mean 'X'?" for the closest candidate, else empty.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace interpreter
