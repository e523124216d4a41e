#pragma once

#include "interpreter/source/Position.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace interpreter {

/// A variable as it was written (templates unrendered), and where.
struct Variable {
    Value value;
    Position position;
};

/// Variables of one source. Filled once, then shared and never changed.
class VariableMap {
  public:
    void set(std::string name, Value value, Position position = {}) {
        variables_.insert_or_assign(std::move(name), Variable{std::move(value), position});
    }
    [[nodiscard]] const Variable* find(std::string_view name) const {
        const auto found = variables_.find(name);
        return found != variables_.end() ? &found->second : nullptr;
    }
    [[nodiscard]] bool empty() const { return variables_.empty(); }
    [[nodiscard]] std::size_t size() const { return variables_.size(); }
    [[nodiscard]] auto begin() const { return variables_.begin(); }
    [[nodiscard]] auto end() const { return variables_.end(); }

  private:
    std::map<std::string, Variable, std::less<>> variables_;
};

using Variables = std::shared_ptr<const VariableMap>;

/// Where a variable may come from, weakest first (Ansible, "Understanding variable precedence").
enum class Layer {
    command_line_values,
    role_defaults,
    inventory_group,
    inventory_group_vars_all,
    playbook_group_vars_all,
    inventory_group_vars,
    playbook_group_vars,
    inventory_host,
    inventory_host_vars,
    playbook_host_vars,
    facts,
    play_vars,
    play_vars_prompt,
    play_vars_files,
    role_vars,
    block_vars,
    task_vars,
    include_vars,
    set_facts,
    role_parameters,
    include_parameters,
    extra_vars,
    loop,
    magic
};

/// The layer in the words of messages: "role defaults", "extra vars", …
std::string_view layer_name(Layer layer);

/// Does a mapping hide a weaker one of its name, or is it merged into that (`hash_behaviour`)?
enum class HashBehaviour { replace, merge };

/// The value where a stronger one of the same name stands over a weaker one.
Value over(const Value& weaker, const Value& stronger, HashBehaviour mappings);

/// What one task on one host can see: layers of shared maps, nothing copied.
/// A look-up takes the strongest layer, and within a layer what was added last.
class VariableScope {
  public:
    struct Found {
        Value value;
        Layer layer;
        Position position;
    };

    explicit VariableScope(HashBehaviour mappings = HashBehaviour::replace) : mappings_(mappings) {}

    void add(Layer layer, Variables variables);
    /// For one variable more (loop items).
    void set(Layer layer, std::string name, Value value, Position position = {});

    [[nodiscard]] std::optional<Found> find(std::string_view name) const;
    /// Every layer that defines the name, strongest first.
    [[nodiscard]] std::vector<Found> all(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> names() const;

  private:
    struct Entry {
        Layer layer;
        Variables variables;
    };
    HashBehaviour mappings_;
    // Weakest first.
    std::vector<Entry> entries_;
};

}  // namespace interpreter
