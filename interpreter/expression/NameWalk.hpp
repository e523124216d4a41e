#pragma once

#include "interpreter/expression/Statement.hpp"
#include "interpreter/source/Diagnostic.hpp"

#include <set>
#include <string>
#include <vector>

namespace interpreter {

/// Walks parsed expressions and statements without evaluating them: which variables they read, and whether
/// the filters, tests, functions and lookups that they name exist.
class NameWalk {
  public:
    /// Unknown filters and the like become warnings in `diagnostics`.
    explicit NameWalk(Diagnostics* diagnostics = nullptr) : diagnostics_(diagnostics) {}

    void expression(const Expression::Node& node);
    void statements(const Statements& body);

    [[nodiscard]] const std::set<std::string>& names() const { return names_; }
    /// Is a variable named by a computed text (`vars[x]`, lookup('vars', x))?
    [[nodiscard]] bool is_dynamic() const { return dynamic_; }

  private:
    using Locals = std::set<std::string>;

    void statement(const Statement& statement);
    void read(const std::string& name);
    void define(const Expression::Node& target);
    void builtin(const Expression::Node& node);
    void call(const Expression::Node& node);
    void tests_by_name(const Expression::Node& node);
    void scoped(const Statement& statement, const Statements& body);
    [[nodiscard]] bool is_local(const std::string& name) const;

    Diagnostics* diagnostics_;
    std::set<std::string> names_;
    std::vector<Locals> locals_{Locals{}};
    bool dynamic_ = false;
};

}  // namespace interpreter
