#pragma once

#include "interpreter/expression/Evaluator.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

/// One call of a filter, test, function or lookup: its subject, and its arguments brought into the order of
/// its parameters. Readers that find the wrong kind throw DiagnosticError with the name of the filter and its
/// place.
class Call {
  public:
    Call(Evaluator& evaluator, const Builtin& builtin, BuiltinKind kind, const Value& input, Given given,
         Position position);

    [[nodiscard]] Evaluator& evaluator() const { return evaluator_; }
    [[nodiscard]] const Evaluation& evaluation() const { return evaluator_.evaluation(); }
    [[nodiscard]] Position position() const { return position_; }

    [[nodiscard]] const Value& input() const { return input_; }
    /// As Python's str() gives it.
    [[nodiscard]] std::string input_text() const;
    /// What a loop over the subject goes through.
    [[nodiscard]] List input_items() const;
    /// A mapping, every entry made.
    [[nodiscard]] Map input_map() const;

    /// Was the parameter given?
    [[nodiscard]] bool has(std::size_t parameter) const;
    /// Its value; nothing (null) when it was not given.
    [[nodiscard]] const Value& operator[](std::size_t parameter) const;
    [[nodiscard]] std::string text(std::size_t parameter, std::string_view otherwise = {}) const;
    [[nodiscard]] std::int64_t integer(std::size_t parameter, std::int64_t otherwise = 0) const;
    [[nodiscard]] bool flag(std::size_t parameter, bool otherwise = false) const;
    [[nodiscard]] List items(std::size_t parameter) const;

    /// Arguments beyond the parameters (`*`, `**`).
    [[nodiscard]] const List& rest() const { return rest_; }
    [[nodiscard]] const std::vector<std::pair<std::string, Value>>& named() const { return named_; }
    [[nodiscard]] const Value* named(std::string_view name) const;

    [[nodiscard]] List items_in(const Value& value) const;
    [[nodiscard]] Map map_in(const Value& value) const;
    /// "the filter 'replace'"
    [[nodiscard]] std::string subject() const;
    /// `what` follows the subject: "needs a list, found text".
    [[noreturn]] void fail(const std::string& what, std::string hint = {}) const;

  private:
    void bind(Given given);

    Evaluator& evaluator_;
    const Builtin& builtin_;
    BuiltinKind kind_;
    const Value& input_;
    Position position_;
    std::vector<std::optional<Value>> bound_;
    List rest_;
    std::vector<std::pair<std::string, Value>> named_;
};

}  // namespace interpreter
