#include "interpreter/expression/Evaluator.hpp"
#include "interpreter/expression/JinjaTemplate.hpp"
#include "interpreter/expression/TemplateRunner.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/expression/unicode.hpp"

#include <algorithm>

namespace interpreter {

namespace {

using Node = Expression::Node;

constexpr int deepest = 150;
thread_local int names_open = 0;

Value undefined(Diagnostic why, std::string name = {}) {
    return Value::lazy(std::make_shared<Undefined>(std::move(why), std::move(name)));
}

/// `vars`: every variable that the task can see, by name.
class AllVariables final : public modules::LazyMap {
  public:
    explicit AllVariables(const VariableScope& scope) : scope_(scope) {}
    [[nodiscard]] std::optional<Value> find(std::string_view key) const override {
        std::optional<VariableScope::Found> found = scope_.find(key);
        if (!found) return std::nullopt;
        return std::move(found->value);
    }
    [[nodiscard]] std::vector<std::string> keys() const override { return scope_.names(); }

  private:
    const VariableScope& scope_;
};

/// A function named without being called: it is defined, nothing more.
class FunctionName final : public Object {
  public:
    [[nodiscard]] std::string type_name() const override { return "function"; }
};

bool is_text_template(const Value& value) {
    return value.is_text() && is_template(value);
}

}  // namespace

/// One variable more is being rendered, for the one before it.
class Evaluator::Rendering {
  public:
    Rendering(Evaluator& evaluator, const Node* node, Position position) : evaluator_(evaluator) {
        for (std::size_t index = 0; index < evaluator_.chain_.size(); ++index) {
            if (!position.known() || evaluator_.chain_[index].position != position || node == nullptr)
                continue;
            std::string names;
            for (std::size_t step = index; step < evaluator_.chain_.size(); ++step)
                if (evaluator_.chain_[step].node != nullptr)
                    names += path_text(*evaluator_.chain_[step].node) + " → ";
            throw DiagnosticError("a variable refers to itself: " + names + path_text(*node), position,
                                  "give one of them another name");
        }
        if (names_open >= deepest)
            throw DiagnosticError("variables refer to variables more than 150 deep", position,
                                  "is there a circle through 'hostvars'?");
        ++names_open;
        evaluator_.chain_.push_back({node, position});
        if (node != nullptr) frames_ = std::exchange(evaluator_.frames_, {std::make_shared<Frame>()});
        hid_frames_ = node != nullptr;
    }
    ~Rendering() {
        --names_open;
        evaluator_.chain_.pop_back();
        if (hid_frames_) evaluator_.frames_ = std::move(frames_);
    }
    Rendering(const Rendering&) = delete;
    Rendering& operator=(const Rendering&) = delete;

  private:
    Evaluator& evaluator_;
    // A variable does not see the names that the template which uses it has set.
    std::vector<std::shared_ptr<Frame>> frames_;
    bool hid_frames_ = false;
};

Value Evaluator::shallow(const Node& node) {
    if (node.type == Node::Type::name) return name(node);
    if (node.type == Node::Type::attribute) return resolved(attribute(node), node);
    if (node.type == Node::Type::item) return resolved(item(node), node);
    return evaluate(node);
}

Value Evaluator::name(const Node& node) {
    for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame)
        if (const auto found = (*frame)->find(node.name); found != (*frame)->end()) return found->second;
    if (std::optional<VariableScope::Found> found = evaluation_.scope.find(node.name))
        return resolved(found->value, node);
    if (node.name == "vars") return Value::lazy(std::make_shared<AllVariables>(evaluation_.scope));
    if (find_builtin(BuiltinKind::function, node.name) != nullptr)
        return Value::lazy(std::make_shared<FunctionName>());
    return undefined_name(node);
}

Value Evaluator::undefined_name(const Node& node) const {
    std::vector<std::string> names = evaluation_.scope.names();
    for (const std::shared_ptr<Frame>& frame : frames_)
        for (const auto& [name, value] : *frame)
            names.push_back(name);
    return undefined({Severity::error,
                      "'" + node.name + "' is undefined",
                      node.position,
                      {},
                      did_you_mean(node.name, names)},
                     node.name);
}

Diagnostic Evaluator::used_by(const Diagnostic& why, const Node& node) const {
    Diagnostic longer = why;
    if (node.position.known() && !(node.position == why.position))
        longer.notes.push_back({"needed here for '" + path_text(node) + "'", node.position});
    return longer;
}

Value Evaluator::resolved(const Value& raw, const Node& node) {
    if (!is_text_template(raw)) return raw;
    const Rendering rendering(*this, &node, raw.position());
    try {
        return render_text(*parsed_template(raw, TemplateForm::text));
    } catch (const UndefinedError& error) {
        return undefined(used_by(error.diagnostic(), node), path_text(node));
    } catch (const DiagnosticError& error) {
        throw DiagnosticError(used_by(error.diagnostic(), node));
    }
}

Value Evaluator::complete(Value value, const Node& node) {
    if (!value.is_list() && (!value.is_map() || value.is_lazy())) return value;
    if (!is_template(value)) return value;
    const Rendering rendering(*this, &node, node.position);
    try {
        return render(value);
    } catch (const UndefinedError& error) {
        return undefined(used_by(error.diagnostic(), node), path_text(node));
    }
}

Value Evaluator::render(const Value& raw) {
    if (raw.is_text()) {
        if (!is_template(raw)) return raw;
        const Rendering rendering(*this, nullptr, raw.position());
        return render_text(*parsed_template(raw, TemplateForm::text));
    }
    if (!is_template(raw)) return raw;
    if (raw.is_list()) {
        List items;
        items.reserve(raw.as_list().size());
        for (const Value& item : raw.as_list())
            items.push_back(render(item));
        return items;
    }
    Map map;
    for (const auto& [key, value] : raw.as_map())
        map.set(key, render(value));
    return map;
}

namespace {

/// A result that is one text: as Ansible reads it.
Value typed(const Value& text) {
    if (is_staying_text(text)) return text;
    const std::string& characters = text.as_text();
    if (characters.empty()) return text;
    const bool literal = characters.front() == '{' || characters.front() == '[' || characters == "True" ||
                         characters == "False";
    if (!literal) return text;
    std::optional<Value> read = read_literal(characters);
    if (!read) return text;
    return text.is_secret() ? made_secret(*read) : *std::move(read);
}

Value typed_single(const Value& value) {
    if (value.is_text()) return typed(value);
    if (value.is_boolean() || value.is_list()) return materialised(value);
    if (value.is_map() && object_in<Object>(value) == nullptr) return materialised(value);
    if (value.is_null()) return "";
    // A tuple, a number: as text, and a tuple of anything looks like none of the literals that are read back.
    materialised(value);
    return make_text(to_python_text(value), has_secret(value));
}

Value with_final_newlines(Value value, std::size_t wanted) {
    if (wanted == 0 || !value.is_text()) return value;
    const std::string& text = value.as_text();
    const std::size_t last = text.find_last_not_of('\n');
    const std::size_t present = last == std::string::npos ? text.size() : text.size() - last - 1;
    if (present >= wanted) return value;
    return make_text(text + std::string(wanted - present, '\n'), value.is_secret());
}

}  // namespace

Value Evaluator::render_text(const JinjaTemplate& parsed) {
    if (const Node* only = parsed.only_expression()) {
        if (parsed.is_bare_name()) {
            const std::optional<VariableScope::Found> found = evaluation_.scope.find(only->name);
            const bool plain =
                found && !found->value.is_text() && !found->value.is_list() && !found->value.is_map();
            if (plain) return found->value;
        }
        return with_final_newlines(typed_single(defined(*only)), parsed.final_newlines());
    }
    Output output;
    TemplateRunner(*this, output).run(parsed.body());
    if (output.is_empty()) return with_final_newlines("", parsed.final_newlines());
    Value result = output.is_single() ? typed_single(output.single()) : typed(output.text_value());
    return with_final_newlines(std::move(result), parsed.final_newlines());
}

namespace {

/// What lacks something, for messages: its name, or what kind of thing it is.
std::string described(const Value& object, const Node* owner) {
    const bool named =
        owner != nullptr && (owner->type == Node::Type::name || owner->type == Node::Type::attribute ||
                             owner->type == Node::Type::item);
    if (!named) return described_kind(object);
    const std::string name = "'" + path_text(*owner) + "'";
    const bool plain_map = object.is_map() && object_in<Object>(object) == nullptr;
    return plain_map ? name : name + " is " + described_kind(object) + " and";
}

std::string shown_key(const Value& key) {
    return key.is_secret() ? std::string(modules::masked_secret) : to_python_text(key);
}

Value missing(std::string message, const Value& key, Position position, std::string hint = {}) {
    return undefined({Severity::error, std::move(message), position, {}, std::move(hint)},
                     to_python_text(key));
}

Value item_at(const Value& object, std::int64_t index, const Value& key, Position position,
              const Node* owner) {
    const List* items = sequence_in(object);
    const std::u32string characters = items == nullptr ? to_code_points(object.as_text()) : std::u32string();
    const auto length = static_cast<std::int64_t>(items != nullptr ? items->size() : characters.size());
    const std::int64_t at = index < 0 ? index + length : index;
    if (at < 0 || at >= length)
        return missing(described(object, owner) + " has " + std::to_string(length) +
                           (items != nullptr ? (length == 1 ? " item" : " items") : " characters") +
                           ", none at " + std::to_string(index),
                       key, position, "they are counted from 0");
    const auto place = static_cast<std::size_t>(at);
    return items != nullptr ? (*items)[place]
                            : make_text(to_utf8({&characters[place], 1}), object.is_secret());
}

}  // namespace

Value Evaluator::part_of(const Value& object, const Value& key, Position position, const Node* owner) {
    if (is_undefined(object)) return part_of_undefined(object);
    if (sequence_in(object) != nullptr || object.is_text()) {
        if (key.is_integer()) return item_at(object, key.as_integer(), key, position, owner);
        if (key.is_boolean()) return item_at(object, key.as_boolean() ? 1 : 0, key, position, owner);
        const bool list = sequence_in(object) != nullptr;
        return missing(described(object, owner) + " has no '" + shown_key(key) + "'", key, position,
                       list ? "take an item with [0], or go through the list" : "");
    }
    const std::string name = to_python_text(key);
    if (object.is_map()) {
        if (std::optional<Value> found = object.get(name)) return *std::move(found);
        return missing(described(object, owner) + " has no '" + shown_key(key) + "'", key, position,
                       key.is_secret() ? std::string() : did_you_mean(name, object.keys()));
    }
    return missing(described(object, owner) + " has no '" + shown_key(key) + "'", key, position);
}

}  // namespace interpreter
