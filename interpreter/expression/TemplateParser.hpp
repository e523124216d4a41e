#pragma once

#include "interpreter/expression/JinjaTemplate.hpp"
#include "interpreter/expression/Parser.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace interpreter {

/// Splits a template into text, outputs and statements (Jinja documentation, "Template Designer
/// Documentation").
class TemplateParser {
  public:
    TemplateParser(std::string_view text, Position position, TemplateStyle style)
        : lexer_(text, position), text_(text), style_(std::move(style)), marks_(style_.marks) {}

    Statements run();

  private:
    /// A `{% … %}` as it was met.
    struct Tag {
        std::string name;
        std::size_t opening;
        Parser parser;
    };

    /// Up to the first tag whose name is one of `stops`, which is left in stop_.
    Statements body(std::span<const std::string_view> stops, const Tag* opened);
    std::shared_ptr<const Statements> shared_body(std::initializer_list<std::string_view> stops,
                                                  const Tag& opened);
    enum class Part { output, tag, comment };
    struct Opening {
        std::size_t at;
        Part part;
    };
    /// The next mark that opens something; where several begin at once, the longest.
    [[nodiscard]] std::optional<Opening> next_opening() const;
    [[nodiscard]] char sign_after(std::size_t opening, const std::string& mark) const;
    void add_text(Statements& statements, std::size_t end, bool strips);
    void read_style_line();
    bool at_raw(std::size_t opening, Statements& statements);
    void comment(std::size_t opening);
    Statement output(std::size_t opening);
    std::optional<Tag> tag(std::size_t opening);
    void step_over_end(std::size_t end, const std::string& mark, bool trims);
    void statement(Tag& tag, Statements& statements);

    Statement for_loop(Tag& tag);
    Statement condition(Tag& tag);
    Statement assignment(Tag& tag);
    Statement macro(Tag& tag);
    Statement call_block(Tag& tag);
    Statement filter_block(Tag& tag);
    Statement with(Tag& tag);
    Statement block(Tag& tag);
    Statement include(Tag& tag);
    Statement import_as(Tag& tag);
    Statement import_from(Tag& tag);
    void parameters(Parser& parser, Statement& statement);
    Statement begin(Statement::Type type, const Tag& tag) const;

    Lexer lexer_;
    std::string_view text_;
    TemplateStyle style_;
    const TemplateMarks& marks_;
    std::size_t at_ = 0;
    std::optional<Tag> stop_;
    int depth_ = 0;
};

}  // namespace interpreter
