#pragma once

#include "interpreter/expression/Evaluator.hpp"
#include "interpreter/expression/Statement.hpp"

namespace interpreter {

/// A macro, or the `caller()` of a call statement.
class Macro final : public Callable {
  public:
    /// `enclosing` are the scopes that it sees.
    Macro(std::string name, std::vector<MacroParameter> parameters, std::shared_ptr<const Statements> body,
          std::vector<std::shared_ptr<Frame>> enclosing)
        : name_(std::move(name)), parameters_(std::move(parameters)), body_(std::move(body)),
          enclosing_(std::move(enclosing)) {}

    [[nodiscard]] std::string type_name() const override { return "Macro"; }
    [[nodiscard]] Value call(Evaluator& evaluator, const Given& given, Position position) const override;

  private:
    std::shared_ptr<Frame> bound(Evaluator& evaluator, const Given& given, Position position) const;

    std::string name_;
    std::vector<MacroParameter> parameters_;
    std::shared_ptr<const Statements> body_;
    std::vector<std::shared_ptr<Frame>> enclosing_;
};

}  // namespace interpreter
