#include "interpreter/expression/LoopVariable.hpp"

#include "interpreter/expression/operators.hpp"
#include "interpreter/expression/python.hpp"

namespace interpreter {

namespace {

/// loop.cycle and loop.changed: called at once, while the loop stands.
class LoopFunction final : public Callable {
  public:
    LoopFunction(const LoopVariable& loop, std::string name) : loop_(loop), name_(std::move(name)) {}
    [[nodiscard]] std::string type_name() const override { return "method"; }
    [[nodiscard]] Value call(Evaluator&, const Given& given, Position position) const override {
        if (name_ == "cycle") return loop_.cycle(given.positional, position);
        return loop_.changed(given.positional);
    }

  private:
    const LoopVariable& loop_;
    std::string name_;
};

}  // namespace

std::optional<Value> LoopVariable::find(std::string_view key) const {
    const auto count = static_cast<std::int64_t>(items_->size());
    const auto index = static_cast<std::int64_t>(index_);
    if (key == "index") return index + 1;
    if (key == "index0") return index;
    if (key == "revindex") return count - index;
    if (key == "revindex0") return count - index - 1;
    if (key == "first") return index == 0;
    if (key == "last") return index + 1 == count;
    if (key == "length") return count;
    if (key == "depth") return depth_ + 1;
    if (key == "depth0") return depth_;
    if (key == "previtem" && index > 0) return (*items_)[index_ - 1];
    if (key == "nextitem" && index + 1 < count) return (*items_)[index_ + 1];
    if (key == "cycle" || key == "changed")
        return Value::lazy(std::make_shared<LoopFunction>(*this, std::string(key)));
    return std::nullopt;
}

Value LoopVariable::call(Evaluator&, const Given& given, Position position) const {
    if (!recursion_)
        throw DiagnosticError("'loop' can be called in a recursive loop only", position,
                              "write '{% for … in … recursive %}'");
    if (given.positional.size() != 1)
        throw DiagnosticError("'loop(…)' takes the items to go through", position);
    return recursion_(given.positional.front(), depth_ + 1);
}

Value LoopVariable::cycle(const List& values, Position position) const {
    if (values.empty()) throw DiagnosticError("'loop.cycle' needs values to cycle through", position);
    return values[index_ % values.size()];
}

bool LoopVariable::changed(const List& values) const {
    if (last_changed_ && equal(*last_changed_, values)) return false;
    last_changed_ = values;
    return true;
}

}  // namespace interpreter
