#include "modules/pcs/Rule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <compare>
#include <string_view>

namespace modules::pcs {

namespace {

using Shape = RuleExpression::Shape;

bool is_boolean(const RuleExpression& expression) {
    return expression.shape == Shape::conjunction || expression.shape == Shape::disjunction;
}

/// Builds what pcs builds: chains of one operator become one rule, a change of operator a rule inside.
class RuleWriter {
  public:
    explicit RuleWriter(CibDocument& cib) : cib_(cib) {}

    pugi::xml_node add_rule(pugi::xml_node parent, const RuleExpression& expression) {
        pugi::xml_node rule = below(parent, "rule", "-rule");
        fill(rule, expression);
        return rule;
    }

  private:
    void fill(pugi::xml_node rule, const RuleExpression& expression) {
        switch (expression.shape) {
        case Shape::conjunction:
        case Shape::disjunction:
            join(rule, expression);
            break;
        case Shape::date:
            add_date(rule, expression);
            break;
        case Shape::date_specification: {
            pugi::xml_node date = below(rule, "date_expression", "-expr");
            set_attribute(date, "operation", "date_spec");
            put_parts(below(date, "date_spec", "-datespec"), expression.parts);
            break;
        }
        default:
            add_comparison(rule, expression);
        }
    }

    void join(pugi::xml_node rule, const RuleExpression& expression) {
        set_attribute(rule, "boolean-op", expression.operation);
        for (const RuleExpression& child : expression.children) {
            if (is_boolean(child) && child.shape != expression.shape) {
                set_attribute(add_rule(rule, child), "score", "0");
            } else {
                fill(rule, child);
            }
        }
    }

    void add_comparison(pugi::xml_node rule, const RuleExpression& expression) {
        pugi::xml_node element = below(rule, "expression", "-expr");
        set_attribute(element, "operation", expression.operation);
        set_attribute(element, "attribute", expression.attribute);
        if (expression.shape == Shape::presence) return;
        if (!expression.type.empty()) set_attribute(element, "type", expression.type);
        set_attribute(element, "value", expression.value);
    }

    void add_date(pugi::xml_node rule, const RuleExpression& expression) {
        pugi::xml_node element = below(rule, "date_expression", "-expr");
        set_attribute(element, "operation", expression.operation);
        set_attribute(element, expression.operation == "lt" ? "end" : "start", expression.value);
        if (expression.operation != "in_range") return;
        if (expression.parts.empty()) {
            set_attribute(element, "end", expression.end);
        } else {
            put_parts(below(element, "duration", "-duration"), expression.parts);
        }
    }

    pugi::xml_node below(pugi::xml_node parent, const char* tag, const char* suffix) {
        return cib_.add(parent, tag, cib_.free_id(parent.attribute("id").value() + std::string(suffix)));
    }
    static void put_parts(pugi::xml_node element, const Attributes& parts) {
        for (const auto& [name, value] : parts)
            set_attribute(element, name, value);
    }

    CibDocument& cib_;
};

std::string meaning_of_parts(pugi::xml_node element) {
    std::string text;
    for (const auto& [name, value] : attributes_of(element))
        text += fmt::format(" {}={}", name, value);
    return text;
}

std::string meaning_of_comparison(pugi::xml_node element) {
    const std::string_view operation = element.attribute("operation").value();
    const std::string_view attribute = element.attribute("attribute").value();
    if (!element.attribute("value")) return fmt::format("{} {}", operation, attribute);
    const std::string_view type = element.attribute("type").value();
    const std::string_view value = element.attribute("value").value();
    return fmt::format("{} {}{}{} {}", attribute, operation, type.empty() || type == "string" ? "" : " ",
                       type == "string" ? "" : type,
                       value.find(' ') == std::string_view::npos ? std::string(value)
                                                                 : fmt::format("\"{}\"", value));
}

std::string meaning_of_date(pugi::xml_node element) {
    const std::string_view operation = element.attribute("operation").value();
    if (operation == "date_spec") return "date-spec" + meaning_of_parts(element.child("date_spec"));
    std::string text = fmt::format("date {}", operation);
    if (element.attribute("start")) text += fmt::format(" {}", element.attribute("start").value());
    if (element.attribute("end"))
        text += fmt::format("{} {}", operation == "in_range" ? " to" : "", element.attribute("end").value());
    if (element.child("duration")) text += " to duration" + meaning_of_parts(element.child("duration"));
    return text;
}

std::strong_ordering compared_numbers(const std::string& left, const std::string& right) {
    const auto number = [](const std::string& text) {
        long long parsed = 0;
        std::from_chars(text.data(), text.data() + text.size(), parsed);
        return parsed;
    };
    return number(left) <=> number(right);
}

bool comparison_holds(pugi::xml_node element, const Attributes& node) {
    const std::string operation = element.attribute("operation").value();
    const auto found = node.find(element.attribute("attribute").value());
    if (operation == "defined") return found != node.end();
    if (operation == "not_defined") return found == node.end();
    if (found == node.end()) return operation == "ne";
    const std::string value = element.attribute("value").value();
    const std::string_view type = element.attribute("type").value();
    const std::strong_ordering order = type == "integer" || type == "number"
                                           ? compared_numbers(found->second, value)
                                           : found->second <=> value;
    if (operation == "eq") return order == 0;
    if (operation == "ne") return order != 0;
    if (operation == "lt") return order < 0;
    if (operation == "gt") return order > 0;
    if (operation == "lte") return order <= 0;
    return order >= 0;
}

}  // namespace

void add_rule(CibDocument& cib, pugi::xml_node constraint, const RuleExpression& expression,
              const Attributes& attributes) {
    pugi::xml_node rule = RuleWriter(cib).add_rule(constraint, expression);
    for (const auto& [name, value] : attributes)
        set_attribute(rule, name, value);
}

std::string rule_meaning(pugi::xml_node rule) {
    std::vector<std::string> parts;
    for (pugi::xml_node child : rule.children()) {
        const std::string_view tag = child.name();
        if (tag == "expression") parts.push_back(meaning_of_comparison(child));
        if (tag == "date_expression") parts.push_back(meaning_of_date(child));
        if (tag == "rule") parts.push_back("(" + rule_meaning(child) + ")");
    }
    std::sort(parts.begin(), parts.end());
    const std::string_view joint = rule.attribute("boolean-op").value();
    std::string text;
    for (const std::string& part : parts)
        text += text.empty() ? part : fmt::format(" {} {}", joint.empty() ? "or" : joint, part);
    return text;
}

std::string rule_meaning(const RuleExpression& expression) {
    CibDocument scratch("<cib><configuration><constraints/></configuration></cib>");
    pugi::xml_node constraint = scratch.add(scratch.section("constraints"), "rsc_location", "scratch");
    add_rule(scratch, constraint, expression, {});
    return rule_meaning(constraint.child("rule"));
}

std::optional<bool> rule_holds(pugi::xml_node rule, const Attributes& node) {
    const bool all = std::string_view(rule.attribute("boolean-op").value()) == "and";
    bool result = all;
    for (pugi::xml_node child : rule.children()) {
        const std::string_view tag = child.name();
        if (tag == "date_expression") return std::nullopt;
        std::optional<bool> holds = tag == "rule" ? rule_holds(child, node) : comparison_holds(child, node);
        if (!holds) return std::nullopt;
        result = all ? result && *holds : result || *holds;
    }
    return result;
}

}  // namespace modules::pcs
