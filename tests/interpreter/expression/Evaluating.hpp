#pragma once

#include "interpreter/expression/Expression.hpp"
#include "interpreter/source/SourceFiles.hpp"

#include <string>
#include <string_view>

namespace interpreter {

/// Variables, and texts as a file would hold them, for tests of expressions.
class Evaluating {
  public:
    explicit Evaluating(Map variables = {});

    void set(std::string name, Value value) {
        scope_.set(Layer::play_vars, std::move(name), std::move(value));
    }
    /// The text as if it were written in line 1, column 1 of test.yml.
    Value text(std::string_view text);
    Value render(std::string_view text) { return rendered(this->text(text), evaluation()); }
    std::string render_text(std::string_view text) { return rendered_text(this->text(text), evaluation()); }
    bool holds(std::string_view condition) { return interpreter::holds(text(condition), evaluation()); }
    /// The error of rendering the text, as a person sees it; "no error" when there is none.
    std::string error_of(std::string_view text);
    std::string error_of_condition(std::string_view text);

    [[nodiscard]] Evaluation evaluation() const { return {scope_, surroundings_, search_path}; }
    SourceFiles& files() { return files_; }
    Surroundings& surroundings() { return surroundings_; }
    VariableScope& scope() { return scope_; }

    std::vector<std::string> search_path;

  private:
    SourceFiles files_;
    VariableScope scope_;
    Surroundings surroundings_;
};

}  // namespace interpreter
