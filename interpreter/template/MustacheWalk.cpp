#include "interpreter/template/MustacheWalk.hpp"

#include "interpreter/expression/Expression.hpp"

namespace interpreter {

namespace {

// What the renderer takes for false: numbers are text to it, so a section over a number is always entered.
bool is_empty(const Value& value) {
    if (value.is_null()) return true;
    if (value.is_boolean()) return !value.as_boolean();
    if (value.is_text()) return value.as_text().empty();
    return value.is_list() && value.as_list().empty();
}

std::vector<std::string> parts_of(const std::string& name) {
    std::vector<std::string> parts;
    std::size_t start = 0;
    for (std::size_t dot = name.find('.'); dot != std::string::npos; dot = name.find('.', start)) {
        parts.push_back(name.substr(start, dot - start));
        start = dot + 1;
    }
    parts.push_back(name.substr(start));
    return parts;
}

}  // namespace

void MustacheWalk::walk(const std::vector<MustacheTag>& tags) {
    for (const MustacheTag& tag : tags) {
        switch (tag.type) {
        case MustacheTag::Type::variable: variable(tag); break;
        case MustacheTag::Type::partial: partial(tag); break;
        case MustacheTag::Type::section:
        case MustacheTag::Type::inverted: section(tag); break;
        }
    }
}

std::optional<Value> MustacheWalk::find_first(const std::string& name) {
    for (auto context = stack_.rbegin(); context != stack_.rend(); ++context)
        if (std::optional<Value> value = context->get(name)) return value;
    if (const Value* known = variables_.find(name)) return *known;
    const std::optional<VariableScope::Found> found = evaluation_.scope.find(name);
    if (!found) return std::nullopt;
    Value value = rendered(found->value, evaluation_).plain();
    variables_.set(name, value);
    return value;
}

std::optional<Value> MustacheWalk::find(const MustacheTag& tag) {
    if (tag.name == ".") {
        if (!stack_.empty()) return stack_.back();
        diagnostics_.error("'.' stands for the item of a section, but no section is open here", tag.position);
        return std::nullopt;
    }
    const std::vector<std::string> parts = parts_of(tag.name);
    std::optional<Value> value = find_first(parts.front());
    if (!value) {
        std::vector<std::string> candidates = evaluation_.scope.names();
        for (const Value& context : stack_)
            if (context.is_map())
                for (const std::string& key : context.keys()) candidates.push_back(key);
        undefined(parts.front(), tag.position, candidates);
        return std::nullopt;
    }
    std::string so_far = parts.front();
    for (std::size_t part = 1; part < parts.size(); ++part) {
        const std::optional<Value> inner = value->get(parts[part]);
        if (!inner) {
            undefined(parts[part] + "' of '" + so_far, tag.position,
                      value->is_map() ? value->keys() : std::vector<std::string>{});
            return std::nullopt;
        }
        value = inner;
        so_far += "." + parts[part];
    }
    return value;
}

void MustacheWalk::undefined(const std::string& name, Position position, std::vector<std::string> candidates) {
    const std::string suggestion = did_you_mean(name, candidates);
    diagnostics_.error("'" + name + "' is undefined", position,
                       suggestion.empty() ? "set it, or compute it under the task's vars:" : suggestion);
}

void MustacheWalk::variable(const MustacheTag& tag) {
    const std::optional<Value> value = find(tag);
    if (!value) return;
    if (value->is_list() || value->is_map())
        diagnostics_.error("'" + tag.name + "' is " + std::string(kind_name(value->kind())) + ", which is no text",
                           tag.position, "use a section, {{#" + tag.name + "}} … {{/" + tag.name + "}}");
    secret_ = secret_ || value->is_secret();
}

void MustacheWalk::section(const MustacheTag& tag) {
    const std::optional<Value> value = find(tag);
    if (!value) return;
    if (tag.type == MustacheTag::Type::inverted) {
        if (is_empty(*value)) walk(tag.inside);
        return;
    }
    if (is_empty(*value)) return;
    if (value->is_boolean()) return walk(tag.inside);
    for (const Value& item : value->is_list() ? value->as_list() : List{*value}) {
        stack_.push_back(item);
        walk(tag.inside);
        stack_.pop_back();
    }
}

void MustacheWalk::partial(const MustacheTag& tag) {
    const std::optional<MustachePartial> found = find_partial_(tag.name);
    if (!found)
        return diagnostics_.error("there is no partial '" + tag.name + "'", tag.position,
                                  "it is looked for as " + tag.name + ".mustache beside the template");
    if (!open_partials_.insert(tag.name).second) return;
    partials_[tag.name] = found->text;
    walk(mustache_tags(found->text, found->start, diagnostics_));
    open_partials_.erase(tag.name);
}

}  // namespace interpreter
