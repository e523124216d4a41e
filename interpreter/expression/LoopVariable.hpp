#pragma once

#include "interpreter/expression/Evaluator.hpp"

#include <functional>

namespace interpreter {

/// `loop` inside a for statement: index, index0, revindex, revindex0, first, last, length, depth, depth0,
/// previtem, nextitem, cycle(…), changed(…), and loop(items) where the loop is recursive.
class LoopVariable final : public Callable {
  public:
    using Recursion = std::function<Value(const Value& items, int depth)>;

    LoopVariable(std::shared_ptr<const List> items, int depth, Recursion recursion)
        : items_(std::move(items)), depth_(depth), recursion_(std::move(recursion)) {}

    [[nodiscard]] std::string type_name() const override { return "LoopContext"; }
    [[nodiscard]] std::optional<Value> find(std::string_view key) const override;
    [[nodiscard]] Value call(Evaluator& evaluator, const Given& given, Position position) const override;

    void go_to(std::size_t index) const { index_ = index; }
    Value cycle(const List& values, Position position) const;
    bool changed(const List& values) const;

  private:
    std::shared_ptr<const List> items_;
    int depth_;
    Recursion recursion_;
    mutable std::size_t index_ = 0;
    mutable std::optional<List> last_changed_;
};

}  // namespace interpreter
