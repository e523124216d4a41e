#pragma once

#include "interpreter/expression/Evaluation.hpp"
#include "interpreter/playbook/Element.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

/// The keywords of a task (its parents' included) with their templates rendered for one host.
/// Every accessor throws DiagnosticError where the value cannot be rendered or is of the wrong type.
class TaskKeywords {
  public:
    TaskKeywords(const Element& element, const Evaluation& evaluation) : element_(element), evaluation_(evaluation) {}

    [[nodiscard]] std::optional<bool> flag(std::string_view keyword) const;
    [[nodiscard]] std::optional<std::int64_t> number(std::string_view keyword) const;
    [[nodiscard]] std::optional<double> real(std::string_view keyword) const;
    [[nodiscard]] std::optional<std::string> text(std::string_view keyword) const;
    /// Of a keyword that joins (notify): every level's, each one text or a list of them.
    [[nodiscard]] std::vector<std::string> texts(std::string_view keyword) const;
    /// `environment:` of every level, inner ones winning.
    [[nodiscard]] std::vector<std::pair<std::string, Value>> environment() const;

  private:
    const Element& element_;
    const Evaluation& evaluation_;
};

/// The value as a boolean, as Ansible's `bool` reads it. Throws DiagnosticError.
bool as_flag(const Value& value, std::string_view what, Position position);

}  // namespace interpreter
