#pragma once

#include "interpreter/expression/Lexer.hpp"
#include "interpreter/expression/Statement.hpp"

#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace interpreter {

/// What opens and closes the parts of a template.
struct TemplateMarks {
    std::string variable_start = "{{";
    std::string variable_end = "}}";
    std::string block_start = "{%";
    std::string block_end = "%}";
    std::string comment_start = "{#";
    std::string comment_end = "#}";
    friend bool operator==(const TemplateMarks&, const TemplateMarks&) = default;
};

/// How a template is read. Ansible's defaults; a first line `#jinja2: lstrip_blocks: True` changes them.
struct TemplateStyle {
    /// Backslashes in texts between `{{` and `}}`. Between `{%` and `%}` they are always resolved.
    Escapes escapes = Escapes::kept;
    /// The line end right after `%}` or `#}` is dropped.
    bool trim_blocks = true;
    /// Blanks before `{%` or `{#` at the start of a line are dropped.
    bool lstrip_blocks = false;
    TemplateMarks marks = {};
    friend bool operator==(const TemplateStyle&, const TemplateStyle&) = default;
};

/// That of template files unless they say otherwise.
const TemplateStyle& template_file_style();

/// A parsed template: a YAML string with `{{ … }}`, or a whole file. Immutable.
class JinjaTemplate {
  public:
    /// Throws DiagnosticError that points into the text.
    static std::shared_ptr<const JinjaTemplate> parse(std::string_view text, Position position,
                                                      TemplateStyle style);
    /// A bare expression, which becomes the only output.
    static std::shared_ptr<const JinjaTemplate> parse_expression(std::string_view text, Position position);

    [[nodiscard]] const Statements& body() const { return *body_; }
    /// The expression of a template that is nothing but one `{{ … }}`; null for others.
    [[nodiscard]] const Expression::Node* only_expression() const { return only_; }
    /// Is it nothing but `{{ name }}`? Its value then keeps its type, whatever it is.
    [[nodiscard]] bool is_bare_name() const { return bare_name_; }
    /// Line ends at the end of the text.
    [[nodiscard]] std::size_t final_newlines() const { return final_newlines_; }
    [[nodiscard]] Position position() const { return position_; }

  private:
    std::shared_ptr<const Statements> body_;
    const Expression::Node* only_ = nullptr;
    bool bare_name_ = false;
    std::size_t final_newlines_ = 0;
    Position position_;
};

/// Parsed templates and conditions, kept for the life of the program and shared by all threads.
/// A `file` differs from a text in that backslashes between `{{` and `}}` are escapes.
enum class TemplateForm { text, condition, file };
std::shared_ptr<const JinjaTemplate> parsed_template(const Value& raw, TemplateForm form);

}  // namespace interpreter
