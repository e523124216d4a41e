#pragma once

#include "interpreter/expression/Evaluation.hpp"
#include "interpreter/source/Diagnostic.hpp"

#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace interpreter {

/// A parsed expression of Jinja2's grammar (what stands between `{{` and `}}`, or bare in `when:`).
/// Immutable.
class Expression {
  public:
    struct Node;

    /// Throws DiagnosticError that points into the text.
    static Expression parse(std::string_view text, Position position);

    /// Throws DiagnosticError: an undefined name, a wrong type, an unknown filter, with its place.
    [[nodiscard]] Value evaluate(const Evaluation& evaluation) const;
    /// Names that it reads from outside; `dynamic` is set where a name is computed (vars[x]).
    [[nodiscard]] std::set<std::string> free_names(bool* dynamic = nullptr) const;
    /// Adds a warning for every filter, test, lookup and function that does not exist.
    void check_names(Diagnostics& diagnostics) const;

  private:
    explicit Expression(std::shared_ptr<const Node> root) : root_(std::move(root)) {}
    std::shared_ptr<const Node> root_;
};

// Below, `raw` is a value as it was written: text with a known position that holds `{{` (or `{%`) is a
// template, also deep inside lists and mappings (values; keys too). Parsed templates are cached; callable
// from many threads at once.

/// The value with every template in it rendered. A text that is one `{{ … }}` keeps its type; otherwise the
/// result is text, and text that begins with `{` or `[` or equals True or False is read as a Python literal,
/// as Ansible does. Throws DiagnosticError.
Value rendered(const Value& raw, const Evaluation& evaluation);
/// As text, whatever it is (Python's str()).
std::string rendered_text(const Value& raw, const Evaluation& evaluation);
/// A condition (`when`, `that`, `until`, `changed_when`): a boolean, a bare expression in text, or a list of
/// them (and). On false, `false_part` (when given) receives the text of the part that was false.
bool holds(const Value& raw, const Evaluation& evaluation, std::string* false_part = nullptr);
/// Does it hold a template anywhere?
bool is_template(const Value& raw);
/// Syntax errors as errors, unknown filters, tests and lookups as warnings. `bare`: the text is an expression
/// itself.
enum class Form { text, bare };
void check_template(const Value& raw, Form form, Diagnostics& diagnostics);
/// The free names of every template in it.
std::set<std::string> free_names(const Value& raw, Form form, bool* dynamic = nullptr);

/// Which variables something reads.
struct NamesRead {
    std::set<std::string> names;
    /// Names that are variables only if what stands around them has no such part (Mustache).
    std::set<std::string> perhaps;
    /// Names that it reads of hosts: hostvars[host].NAME.
    std::set<std::string> of_hosts;
    /// Some name is computed: vars[x].
    bool dynamic = false;
    /// `hostvars` is read in a way that does not tell the name.
    bool dynamic_of_hosts = false;

    void add(const NamesRead& more);
};
NamesRead names_read(const Value& raw, Form form);

/// Python's str(): True, None, 1.0, ['a', 'b'], {'a': 1}. Secrets are revealed: callers decide what becomes
/// of it.
std::string to_python_text(const Value& value);
/// Python's truth.
bool is_true(const Value& value);
/// Does any part of it hold a secret?
bool has_secret(const Value& value);

}  // namespace interpreter
