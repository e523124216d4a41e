#pragma once

#include "interpreter/expression/Evaluator.hpp"
#include "interpreter/expression/Output.hpp"
#include "interpreter/expression/Statement.hpp"

namespace interpreter {

/// Carries out the statements of a template.
class TemplateRunner {
  public:
    TemplateRunner(Evaluator& evaluator, Output& output) : evaluator_(evaluator), output_(output) {}

    void run(const Statements& statements);

  private:
    class Scope;
    /// The text of a body that runs in a scope of its own.
    Value captured(const Statements& body);
    void run(const Statement& statement);
    void loop(const Statement& statement, const Value& items, int depth);
    void capture(const Statement& statement);
    void call_block(const Statement& statement);
    void filter_block(const Statement& statement);
    void with(const Statement& statement);
    void include(const Statement& statement);
    void import_as(const Statement& statement);
    void import_from(const Statement& statement);
    Value filtered(const Statement& statement);
    std::shared_ptr<Frame> imported(const Statement& statement);
    Frame& frame() { return *evaluator_.frames().back(); }

    Evaluator& evaluator_;
    Output& output_;
};

}  // namespace interpreter
