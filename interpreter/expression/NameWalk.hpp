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
    /// Names that are read of hosts: hostvars[host].NAME, map('extract', hostvars, 'NAME').
    [[nodiscard]] const std::set<std::string>& names_of_hosts() const { return names_of_hosts_; }
    /// Is `hostvars` read in any other way?
    [[nodiscard]] bool is_dynamic_of_hosts() const { return hostvars_read_ > hostvars_understood_; }

  private:
    using Locals = std::set<std::string>;

    void statement(const Statement& statement);
    void read(const std::string& name);
    void define(const Expression::Node& target);
    void of_hosts(const Expression::Node& node);
    void builtin(const Expression::Node& node);
    void call(const Expression::Node& node);
    void tests_by_name(const Expression::Node& node);
    void scoped(const Statement& statement, const Statements& body);
    [[nodiscard]] bool is_local(const std::string& name) const;

    Diagnostics* diagnostics_;
    std::set<std::string> names_;
    std::vector<Locals> locals_{Locals{}};
    std::set<std::string> names_of_hosts_;
    bool dynamic_ = false;
    std::size_t hostvars_read_ = 0;
    std::size_t hostvars_understood_ = 0;
};

}  // namespace interpreter
