#pragma once

#include "interpreter/expression/Builtin.hpp"
#include "interpreter/expression/Evaluation.hpp"
#include "interpreter/expression/Node.hpp"
#include "interpreter/expression/Object.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace interpreter {

class JinjaTemplate;

/// Arguments as they are given: by place, then by name.
struct Given {
    List positional = {};
    std::vector<std::pair<std::string, Value>> named = {};
};

/// The names that `set`, `for` and macros define, innermost scope last.
using Frame = std::map<std::string, Value, std::less<>>;

class Evaluator;

/// An object that can be called: a macro, `loop.cycle`.
class Callable : public Object {
  public:
    [[nodiscard]] virtual Value call(Evaluator& evaluator, const Given& given, Position position) const = 0;
};

/// Walks expressions for one evaluation. Used by one thread; made anew for every rendering.
class Evaluator {
  public:
    explicit Evaluator(const Evaluation& evaluation);
    ~Evaluator();
    Evaluator(const Evaluator&) = delete;
    Evaluator& operator=(const Evaluator&) = delete;

    /// The value of an expression. What does not exist comes back as Undefined. Throws DiagnosticError.
    Value evaluate(const Expression::Node& node);
    /// The same; what does not exist is an error.
    Value defined(const Expression::Node& node);
    bool holds(const Expression::Node& node) { return truth(evaluate(node)); }

    /// A value as written, with every template in it rendered.
    Value render(const Value& raw);
    /// The text of a parsed template, typed as Ansible does.
    Value render_text(const JinjaTemplate& parsed);

    /// Throws the error of an undefined value.
    const Value& require(const Value& value) const;
    bool truth(const Value& value) const;
    /// An attribute, entry or item. Not there: Undefined. `owner` is how the object was named, for messages.
    Value part_of(const Value& object, const Value& key, Position position,
                  const Expression::Node* owner = nullptr);

    Value call_filter(std::string_view name, const Value& input, Given given, Position position);
    bool call_test(std::string_view name, const Value& input, Given given, Position position);
    Value call_lookup(std::string_view name, Given given, Position position);
    Value call_builtin(const Builtin& builtin, BuiltinKind kind, const Value& input, Given given,
                       Position position);
    Value call_object(const Value& callee, const Given& given, Position position);

    /// A local name (set, for, macro parameters) in the innermost scope.
    void assign(const Expression::Node& target, const Value& value);
    [[nodiscard]] std::vector<std::shared_ptr<Frame>>& frames() { return frames_; }
    /// A macro was made: it holds the scopes that it sees, and they hold it, until the evaluation ends.
    void keep_frames() { kept_frames_.insert(kept_frames_.end(), frames_.begin(), frames_.end()); }

    [[nodiscard]] const Evaluation& evaluation() const { return evaluation_; }

    /// Templates that `include` and `import` name, found beside the one that is being rendered. Null in YAML
    /// strings.
    using TemplateLoader =
        std::function<std::shared_ptr<const JinjaTemplate>(const std::string& name, Position position)>;
    TemplateLoader template_loader;

  private:
    class Rendering;
    struct Step {
        const Expression::Node* node;
        Position position;
    };

    Value shallow(const Expression::Node& node);
    Value complete(Value value, const Expression::Node& node);
    Value name(const Expression::Node& node);
    Value attribute(const Expression::Node& node);
    Value item(const Expression::Node& node);
    Value resolved(const Value& raw, const Expression::Node& node);
    Value slice(const Value& object, const Expression::Node& slice);
    Value call(const Expression::Node& node);
    Value call_method(const Expression::Node& node, const Expression::Node& attribute);
    Value filter(const Expression::Node& node);
    bool test(const Expression::Node& node);
    bool comparison(const Expression::Node& node);
    Value joining(const Expression::Node& node);
    Value map(const Expression::Node& node);
    Given given(const Expression::Node& node);
    void store(const Expression::Node& place, const Value& value);
    Value undefined_name(const Expression::Node& node) const;
    [[nodiscard]] Diagnostic used_by(const Diagnostic& why, const Expression::Node& node) const;

    const Evaluation& evaluation_;
    std::vector<std::shared_ptr<Frame>> frames_;
    std::vector<std::shared_ptr<Frame>> kept_frames_;
    // Which variables are being rendered, each for the one before it.
    std::vector<Step> chain_;
};

/// A name or a path of names as it was written: "a.b['c']".
std::string path_text(const Expression::Node& node);

}  // namespace interpreter
