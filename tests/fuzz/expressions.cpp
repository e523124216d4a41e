// Any bytes as a bare expression and as a text with `{{ }}`: parsed, its names checked, findings shown. What cannot take
// long or reach outside is evaluated too.

#include "interpreter/expression/Expression.hpp"
#include "interpreter/source/SourceFiles.hpp"

#include <algorithm>
#include <array>

namespace {

using namespace interpreter;

// Words and signs by which an expression reads files, runs programs, or makes much of little.
bool may_be_evaluated(std::string_view text) {
    static constexpr std::array<std::string_view, 16> refused{
        "*", "lookup", "query", "q(", "range", "center", "just", "fill", "format", "%", "indent", "random", "password",
        "fileglob", "product", "batch"};
    return std::none_of(refused.begin(), refused.end(),
                        [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    SourceFiles files;
    const Position position{files.add("fuzz", text), 1, 1};
    const Value written = Value::written(text, position);
    Diagnostics findings;
    check_template(written, Form::bare, findings);
    check_template(written, Form::text, findings);
    if (may_be_evaluated(text)) {
        VariableScope scope;
        scope.set(Layer::play_vars, "a", List{1, "two", Map{{"three", 3.5}}, Value()});
        scope.set(Layer::play_vars, "b", Map{{"x", "text"}, {"y", List{true, false}}});
        const Surroundings surroundings;
        try {
            static_cast<void>(rendered(written, Evaluation{scope, surroundings, {}}));
            static_cast<void>(holds(written, Evaluation{scope, surroundings, {}}));
        } catch (const DiagnosticError& error) {
            findings.add(error.diagnostic());
        }
    }
    for (const Diagnostic& finding : findings.all())
        static_cast<void>(render(finding, files, Colour::never));
    return 0;
}
