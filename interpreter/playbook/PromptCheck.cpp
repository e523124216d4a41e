#include "interpreter/playbook/PromptCheck.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/variables/VariableName.hpp"

#include <algorithm>

namespace interpreter {

namespace {

const std::vector<std::string>& prompt_words() {
    static const std::vector<std::string> words{"confirm", "default", "encrypt", "name",  "private",
                                                "prompt",  "salt",    "salt_size", "unsafe"};
    return words;
}

void check_prompt(const Value& entry, Position position, Loading& loading) {
    for (const std::string& key : entry.keys()) {
        const Position place = entry.get(key)->position().known() ? entry.get(key)->position() : position;
        if (std::find(prompt_words().begin(), prompt_words().end(), key) == prompt_words().end())
            loading.diagnostics.error("vars_prompt has no '" + key + "'", place, did_you_mean(key, prompt_words()));
    }
    const std::optional<Value> name = entry.get("name");
    if (!name || !name->is_text())
        return loading.diagnostics.error("an entry of vars_prompt needs a 'name'", position,
                                         "name: the variable that takes the answer");
    if (!is_template(*name) && !is_variable_name(name->as_text()))
        loading.diagnostics.error("'" + name->as_text() + "' is not a valid variable name", name->position(),
                                  std::string(variable_name_hint));
}

}  // namespace

void check_prompts(const Play& play, Loading& loading) {
    const Written* written = play.own("vars_prompt");
    if (written == nullptr) return;
    const bool fits = written->value.is_list() &&
                      std::all_of(written->value.as_list().begin(), written->value.as_list().end(),
                                  [](const Value& entry) { return entry.is_map(); });
    if (!fits)
        return loading.diagnostics.error("'vars_prompt' must be a list of mappings", written->position,
                                         "each with a name, and perhaps prompt, default, private, confirm, encrypt");
    for (const Value& entry : written->value.as_list()) check_prompt(entry, written->position, loading);
}

}  // namespace interpreter
