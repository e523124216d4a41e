#include "interpreter/execution/PromptedVariables.hpp"

#include "interpreter/actions/Terminal.hpp"
#include "interpreter/execution/TaskKeywords.hpp"
#include "interpreter/expression/Expression.hpp"

#include <iostream>

namespace interpreter {

namespace {

/// One entry of vars_prompt.
class Question {
  public:
    Question(Run& run, const Value& written, const Evaluation& evaluation)
        : run_(run), written_(written), evaluation_(evaluation) {}

    [[nodiscard]] std::string name() const { return text("name"); }

    [[nodiscard]] Value answer() const {
        const std::optional<Value> fallback = written_.get("default");
        Value answer;
        if (has_terminal()) {
            const std::string typed = ask();
            const bool kept_secret = flag("private", true);
            if (!typed.empty() || !fallback) answer = kept_secret ? Value::secret(typed) : Value(typed);
        } else {
            run_.reporter.finding({Severity::warning, "there is no terminal to ask for '" + name() + "' on",
                                   written_.get("name")->position(), {}, "say it with -e " + name() + "=…"});
        }
        if (answer.is_null() && fallback) answer = rendered(*fallback, evaluation_);
        return answer.is_null() ? answer : encrypted(answer);
    }

  private:
    [[nodiscard]] std::string text(std::string_view key) const {
        const std::optional<Value> value = written_.get(key);
        return value && !value->is_null() ? rendered_text(*value, evaluation_) : std::string();
    }
    [[nodiscard]] bool flag(std::string_view key, bool fallback) const {
        const std::optional<Value> value = written_.get(key);
        return value ? as_flag(rendered(*value, evaluation_), key, value->position()) : fallback;
    }

    [[nodiscard]] std::string ask() const {
        const Echo echo = flag("private", true) ? Echo::hidden : Echo::shown;
        const auto goes_on = [this] { return !run_.interrupt.requested(); };
        std::string prompt = text("prompt").empty() ? name() : text("prompt");
        if (written_.get("default")) prompt += " [" + text("default") + "]";
        while (true) {
            const std::string typed = typed_answer(prompt + ": ", echo, goes_on);
            run_.interrupt.check();
            if (!flag("confirm", false)) return typed;
            const std::string again = typed_answer("confirm " + prompt + ": ", echo, goes_on);
            run_.interrupt.check();
            if (typed == again) return typed;
            std::cout << "***** VALUES ENTERED DO NOT MATCH ****" << std::endl;
        }
    }

    /// `encrypt: sha512_crypt`: what the filter password_hash makes of the answer.
    [[nodiscard]] Value encrypted(const Value& answer) const {
        const std::string way = text("encrypt");
        if (way.empty()) return answer;
        VariableScope scope = evaluation_.scope;
        const std::string_view suffix = "_crypt";
        scope.set(Layer::loop, "answer", answer);
        scope.set(Layer::loop, "way", way.ends_with(suffix) ? way.substr(0, way.size() - suffix.size()) : way);
        scope.set(Layer::loop, "salt", text("salt").empty() ? Value() : Value(text("salt")));
        const std::optional<Value> salt_size = written_.get("salt_size");
        scope.set(Layer::loop, "salt_size", salt_size ? rendered(*salt_size, evaluation_) : Value());
        return rendered(Value::written("{{ answer | password_hash(way, salt, salt_size) }}",
                                       written_.get("encrypt")->position()),
                        Evaluation{scope, evaluation_.surroundings, {}});
    }

    Run& run_;
    const Value& written_;
    const Evaluation& evaluation_;
};

}  // namespace

Variables prompted_variables(Run& run, const Play& play, const VariableScope& scope) {
    const Written* written = play.own("vars_prompt");
    if (written == nullptr || !written->value.is_list()) return nullptr;
    const Evaluation evaluation{scope, run.surroundings, {}};
    auto variables = std::make_shared<VariableMap>();
    for (const Value& entry : written->value.as_list()) {
        const Question question(run, entry, evaluation);
        const std::string name = question.name();
        if (run.options.extra_variables && run.options.extra_variables->find(name) != nullptr) continue;
        const Value answer = question.answer();
        run.mask.learn(answer);
        variables->set(name, answer, written->position);
    }
    return variables;
}

}  // namespace interpreter
