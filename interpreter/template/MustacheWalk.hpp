#pragma once

#include "interpreter/expression/Expression.hpp"
#include "interpreter/template/MustachePartials.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace interpreter {

/// Goes through a template as the renderer will, over the same stack of contexts, and finds what that would
/// pass over in silence: names that nothing defines, lists and mappings written as text.
class MustacheWalk {
  public:
    MustacheWalk(const MustachePartials& partials, const Evaluation& evaluation, Diagnostics& diagnostics)
        : partials_(partials), evaluation_(evaluation), diagnostics_(diagnostics) {}

    void walk(const MustacheTags& tags);

    /// The variables that were asked for, by their first names, rendered as far as was needed.
    [[nodiscard]] const Map& variables() const { return variables_; }
    /// A secret is written somewhere.
    [[nodiscard]] bool secret() const { return secret_; }

  private:
    void variable(const MustacheTag& tag);
    void section(const MustacheTag& tag);
    void partial(const MustacheTag& tag);
    std::optional<Value> find(const MustacheTag& tag);
    std::optional<Value> first_part(const std::string& name);
    void missing(const MustacheTag& tag, const std::string& part, const Value* owner);

    const MustachePartials& partials_;
    const Evaluation& evaluation_;
    Diagnostics& diagnostics_;
    Map variables_;
    std::vector<Value> contexts_;
    int depth_ = 0;
    bool secret_ = false;
};

/// True, as a section asks it.
bool opens_section(const Value& value);
/// The value with a template at its top rendered; what is inside stays as it was written.
Value rendered_at_top(const Value& raw, const Evaluation& evaluation);

}  // namespace interpreter
