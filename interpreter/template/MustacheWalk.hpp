#pragma once

#include "interpreter/expression/Evaluation.hpp"
#include "interpreter/template/Mustache.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace interpreter {

/// A partial's text and where it stands.
struct MustachePartial {
    std::string text;
    Position start;
};
/// The partial of a name; nothing when there is none.
using FindPartial = std::function<std::optional<MustachePartial>(const std::string& name)>;

/// Walks a template as the renderer will, over the same stack of contexts, and finds what the renderer would pass over
/// in silence: undefined names, missing partials, lists where text is wanted.
class MustacheWalk {
  public:
    MustacheWalk(const Evaluation& evaluation, FindPartial find_partial, Diagnostics& diagnostics)
        : evaluation_(evaluation), find_partial_(std::move(find_partial)), diagnostics_(diagnostics) {}

    void walk(const std::vector<MustacheTag>& tags);

    /// The variables that the template reads from outside, rendered.
    [[nodiscard]] const Map& variables() const { return variables_; }
    [[nodiscard]] const std::map<std::string, std::string>& partials() const { return partials_; }
    /// Did a secret go into the text?
    [[nodiscard]] bool secret() const { return secret_; }

  private:
    std::optional<Value> find(const MustacheTag& tag);
    std::optional<Value> find_first(const std::string& name);
    void variable(const MustacheTag& tag);
    void section(const MustacheTag& tag);
    void partial(const MustacheTag& tag);
    void undefined(const std::string& name, Position position, std::vector<std::string> candidates);

    const Evaluation& evaluation_;
    FindPartial find_partial_;
    Diagnostics& diagnostics_;
    std::vector<Value> stack_;
    std::set<std::string> open_partials_;
    Map variables_;
    std::map<std::string, std::string> partials_;
    bool secret_ = false;
};

}  // namespace interpreter
