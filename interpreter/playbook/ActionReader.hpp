#pragma once

#include "interpreter/playbook/Certainty.hpp"
#include "interpreter/playbook/KeywordReader.hpp"

#include <optional>
#include <string>
#include <vector>

namespace interpreter {

/// One argument of an action, as it was written.
struct WrittenArgument {
    std::string name;
    Value value;
    Position key;
    Position position;
    /// Its characters before YAML made a number of them; empty for text, lists and mappings.
    std::string source;
};

/// What a task does, as it was written.
struct WrittenAction {
    std::string name;
    std::string canonical;
    Position position;
    /// As in Task.
    std::string own_module;
    std::vector<WrittenArgument> arguments;
    /// All arguments at once, from a variable: `module: "{{ arguments }}"`. Null without.
    Value from_variable;
    /// `local_action:`.
    bool is_local = false;
    /// Some arguments could not be read, so what seems to be missing may be among them.
    bool incomplete = false;

    [[nodiscard]] const WrittenArgument* find(std::string_view argument) const;
    /// As Task::arguments holds it.
    [[nodiscard]] Value as_value() const;
};

/// Finds the one action of a task and its arguments: `module: …`, `action:`, `local_action:`, with `args:`
/// merged under them; mappings, `k=v` text and free-form text. Nothing (and errors) where there is none, an
/// unknown one or two.
class ActionReader {
  public:
    /// `libraries`: where modules of one's own lie.
    ActionReader(Loading& loading, const KeywordReader& keywords, std::vector<std::string> libraries)
        : loading_(loading), keywords_(keywords), libraries_(std::move(libraries)) {}

    /// `run`: a module that is not built in is no error yet where the task may never run.
    [[nodiscard]] std::optional<WrittenAction> read(const YamlNode& task, Certainty run);

  private:
    [[nodiscard]] std::vector<const YamlEntry*> foreign_keys(const YamlNode& task) const;
    /// What a task with a module of another collection does: it fails when it is reached.
    [[nodiscard]] WrittenAction read_elsewhere(const YamlEntry& entry);
    void report_unknown_action(const YamlNode& task, const std::vector<const YamlEntry*>& foreign);
    /// The file of the module of one's own that a name means; one that is built in gives way only to what can be run.
    [[nodiscard]] std::string own_module(const std::string& canonical) const;
    [[nodiscard]] bool is_known(const std::string& canonical) const;
    void report_two(const YamlEntry& first, const YamlEntry& second);
    std::optional<WrittenAction> read_old_style(const YamlEntry& entry);
    bool name_action(WrittenAction& action, std::string name, Position position);
    void add_arguments(WrittenAction& action, const YamlNode& node);
    void add_text(WrittenAction& action, const Value& text);
    /// `module`: the entry that names the action, which is no argument.
    void add_mapping(WrittenAction& action, const YamlNode& node, const YamlEntry* module = nullptr);
    void add_free_form(WrittenAction& action, const Value& text);
    void merge_args(WrittenAction& action, const YamlEntry& args);

    Loading& loading_;
    const KeywordReader& keywords_;
    std::vector<std::string> libraries_;
};

}  // namespace interpreter
