#include "interpreter/expression/Macro.hpp"

#include "interpreter/expression/TemplateRunner.hpp"
#include "interpreter/expression/python.hpp"

#include <algorithm>

namespace interpreter {

namespace {

constexpr int deepest = 100;
thread_local int calls_open = 0;

/// Puts the scopes of the caller back, whatever happens.
class OtherFrames {
  public:
    OtherFrames(Evaluator& evaluator, std::vector<std::shared_ptr<Frame>> frames) : evaluator_(evaluator) {
        saved_ = std::exchange(evaluator_.frames(), std::move(frames));
        ++calls_open;
    }
    ~OtherFrames() {
        evaluator_.frames() = std::move(saved_);
        --calls_open;
    }
    OtherFrames(const OtherFrames&) = delete;
    OtherFrames& operator=(const OtherFrames&) = delete;

  private:
    Evaluator& evaluator_;
    std::vector<std::shared_ptr<Frame>> saved_;
};

}  // namespace

std::shared_ptr<Frame> Macro::bound(Evaluator& evaluator, const Given& given, Position position) const {
    std::shared_ptr<Frame> frame = std::make_shared<Frame>();
    List varargs;
    Map kwargs;
    for (std::size_t index = 0; index < given.positional.size(); ++index) {
        if (index < parameters_.size())
            frame->insert_or_assign(parameters_[index].name, given.positional[index]);
        else
            varargs.push_back(given.positional[index]);
    }
    for (const auto& [name, value] : given.named) {
        const bool known = std::any_of(
            parameters_.begin(), parameters_.end(),
            [&wanted = name](const MacroParameter& parameter) { return parameter.name == wanted; });
        if (known || name == "caller")
            frame->insert_or_assign(name, value);
        else
            kwargs.set(name, value);
    }
    for (const MacroParameter& parameter : parameters_) {
        if (frame->contains(parameter.name)) continue;
        Value value = parameter.fallback != nullptr
                          ? evaluator.evaluate(*parameter.fallback)
                          : Value::lazy(std::make_shared<Undefined>(
                                Diagnostic{Severity::error,
                                           "the macro '" + name_ + "' was not given '" + parameter.name + "'",
                                           position,
                                           {},
                                           {}},
                                parameter.name));
        frame->insert_or_assign(parameter.name, std::move(value));
    }
    frame->insert_or_assign("varargs", make_tuple(std::move(varargs)));
    frame->insert_or_assign("kwargs", Value(std::move(kwargs)));
    return frame;
}

Value Macro::call(Evaluator& evaluator, const Given& given, Position position) const {
    if (calls_open >= deepest) throw DiagnosticError("macros call each other more than 100 deep", position);
    std::vector<std::shared_ptr<Frame>> frames = enclosing_;
    frames.push_back(bound(evaluator, given, position));
    const OtherFrames scope(evaluator, std::move(frames));
    Output output;
    TemplateRunner(evaluator, output).run(*body_);
    return output.text_value();
}

}  // namespace interpreter
