#include "interpreter/expression/Expression.hpp"

#include "interpreter/expression/Evaluator.hpp"
#include "interpreter/expression/JinjaTemplate.hpp"
#include "interpreter/expression/NameWalk.hpp"
#include "interpreter/expression/Parser.hpp"
#include "interpreter/expression/python.hpp"

#include <algorithm>

namespace interpreter {

Expression Expression::parse(std::string_view text, Position position) {
    const Lexer lexer(text, position);
    Parser parser(lexer, lexer.tokens(0, {}, 0, Escapes::resolved));
    return Expression(parser.whole());
}

Value Expression::evaluate(const Evaluation& evaluation) const {
    return materialised(Evaluator(evaluation).defined(*root_));
}

std::set<std::string> Expression::free_names(bool* dynamic) const {
    NameWalk walk;
    walk.expression(*root_);
    if (dynamic != nullptr && walk.is_dynamic()) *dynamic = true;
    return walk.names();
}

void Expression::check_names(Diagnostics& diagnostics) const {
    NameWalk walk(&diagnostics);
    walk.expression(*root_);
}

bool is_template(const Value& raw) {
    switch (raw.kind()) {
    case Kind::text:
    case Kind::secret: {
        if (!raw.position().known()) return false;
        const std::string& text = raw.as_text();
        for (std::size_t at = text.find('{'); at != std::string::npos && at + 1 < text.size();
             at = text.find('{', at + 1))
            if (text[at + 1] == '{' || text[at + 1] == '%' || text[at + 1] == '#') return true;
        return false;
    }
    case Kind::list:
        return std::any_of(raw.as_list().begin(), raw.as_list().end(), is_template);
    case Kind::map:
        if (raw.is_lazy()) return false;
        return std::any_of(raw.as_map().begin(), raw.as_map().end(),
                           [](const Map::Entry& entry) { return is_template(entry.second); });
    default:
        return false;
    }
}

namespace {

/// What a map's key becomes: keys have no place of their own, but may hold a template.
std::string rendered_key(const std::string& key, const Value& value, const Evaluation& evaluation) {
    if (key.find("{{") == std::string::npos) return key;
    Position position = value.position();
    if (!position.known()) position = {1, 1, 1};
    return rendered_text(Value::written(key, position), evaluation);
}

bool has_template_key(const Value& raw) {
    if (raw.is_list()) return std::any_of(raw.as_list().begin(), raw.as_list().end(), has_template_key);
    if (!raw.is_map() || raw.is_lazy()) return false;
    return std::any_of(raw.as_map().begin(), raw.as_map().end(), [](const Map::Entry& entry) {
        return entry.first.find("{{") != std::string::npos || has_template_key(entry.second);
    });
}

Value with_rendered_keys(const Value& raw, const Evaluation& evaluation) {
    if (raw.is_list()) {
        List items;
        for (const Value& item : raw.as_list())
            items.push_back(with_rendered_keys(item, evaluation));
        return items;
    }
    if (!raw.is_map() || raw.is_lazy()) return raw;
    Map map;
    for (const auto& [key, value] : raw.as_map())
        map.set(rendered_key(key, value, evaluation), with_rendered_keys(value, evaluation));
    return map;
}

bool holds_text(const Value& raw, const Evaluation& evaluation, std::string* false_part) {
    Value condition = raw;
    if (is_template(raw)) {
        if (evaluation.surroundings.warn)
            evaluation.surroundings.warn("a condition is an expression already and needs no '{{ }}'",
                                         raw.position());
        const Value rendered_condition = rendered(raw, evaluation);
        if (!rendered_condition.is_text())
            condition = rendered_condition;
        else
            condition = Value::written(rendered_condition.as_text(), raw.position());
    }
    bool result = true;
    if (!condition.is_text()) {
        result = is_true(condition);
    } else if (!condition.as_text().empty()) {
        const std::shared_ptr<const JinjaTemplate> parsed =
            parsed_template(condition, TemplateForm::condition);
        result = Evaluator(evaluation).holds(*parsed->only_expression());
    }
    if (!result && false_part != nullptr) *false_part = raw.as_text();
    return result;
}

}  // namespace

Value rendered(const Value& raw, const Evaluation& evaluation) {
    const bool container = raw.is_list() || (raw.is_map() && !raw.is_lazy());
    if (container && has_template_key(raw)) return rendered(with_rendered_keys(raw, evaluation), evaluation);
    if (!is_template(raw)) return raw;
    return Evaluator(evaluation).render(raw);
}

std::string rendered_text(const Value& raw, const Evaluation& evaluation) {
    return to_python_text(rendered(raw, evaluation));
}

bool holds(const Value& raw, const Evaluation& evaluation, std::string* false_part) {
    if (raw.is_text()) return holds_text(raw, evaluation, false_part);
    if (raw.is_list())
        return std::all_of(raw.as_list().begin(), raw.as_list().end(),
                           [&](const Value& part) { return holds(part, evaluation, false_part); });
    const bool result = raw.is_null() || is_true(raw);
    if (!result && false_part != nullptr) *false_part = to_python_text(raw);
    return result;
}

namespace {

template <typename Visit>
void for_each_text(const Value& raw, const Visit& visit) {
    if (raw.is_text()) {
        visit(raw);
    } else if (raw.is_list()) {
        for (const Value& item : raw.as_list())
            for_each_text(item, visit);
    } else if (raw.is_map() && !raw.is_lazy()) {
        for (const auto& [key, value] : raw.as_map()) {
            if (key.find("{{") != std::string::npos && value.position().known())
                visit(Value::written(key, value.position()));
            for_each_text(value, visit);
        }
    }
}

void walk_templates(const Value& raw, Form form, NameWalk& walk) {
    for_each_text(raw, [&](const Value& text) {
        const bool bare = form == Form::bare && !is_template(text);
        if (!bare && !is_template(text)) return;
        if (bare && text.as_text().empty()) return;
        walk.statements(parsed_template(text, bare ? TemplateForm::condition : TemplateForm::text)->body());
    });
}

}  // namespace

void check_template(const Value& raw, Form form, Diagnostics& diagnostics) {
    for_each_text(raw, [&](const Value& text) {
        try {
            NameWalk walk(&diagnostics);
            walk_templates(text, form, walk);
        } catch (const DiagnosticError& error) {
            diagnostics.add(error.diagnostic());
        }
    });
}

void NamesRead::add(const NamesRead& more) {
    names.insert(more.names.begin(), more.names.end());
    perhaps.insert(more.perhaps.begin(), more.perhaps.end());
    of_hosts.insert(more.of_hosts.begin(), more.of_hosts.end());
    dynamic = dynamic || more.dynamic;
    dynamic_of_hosts = dynamic_of_hosts || more.dynamic_of_hosts;
}

NamesRead names_read(const Value& raw, Form form) {
    NameWalk walk;
    for_each_text(raw, [&](const Value& text) {
        try {
            walk_templates(text, form, walk);
        } catch (const DiagnosticError&) {
            // A mistake in the text is said when it is checked or rendered; it has no names to give.
        }
    });
    return {walk.names(), {}, walk.names_of_hosts(), walk.is_dynamic(), walk.is_dynamic_of_hosts()};
}

std::set<std::string> free_names(const Value& raw, Form form, bool* dynamic) {
    NamesRead read = names_read(raw, form);
    if (dynamic != nullptr && read.dynamic) *dynamic = true;
    return std::move(read.names);
}

}  // namespace interpreter
