#pragma once

#include "modules/pcs/CibDocument.hpp"
#include "modules/pcs/NameValues.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules::pcs {

/// A rule as pcs takes it (pcs(8), "constraint location … rule"): comparisons of node attributes (eq, ne, lt,
/// gt, lte, gte with string, integer, number or version), defined, not_defined, dates, joined by and / or, in
/// parentheses. As in pcs, `and` and `or` bind alike, from the left.
struct RuleExpression {
    enum class Shape { comparison, presence, date, date_specification, conjunction, disjunction };

    Shape shape = Shape::comparison;
    /// eq, defined, gt, in_range, …
    std::string operation;
    std::string attribute;
    /// string, integer, number, version; empty where none was said.
    std::string type;
    std::string value;
    /// Of in_range: the other end, unless a duration is given.
    std::string end;
    /// Of date-spec and duration: hours, weekdays, …
    Attributes parts;
    std::vector<RuleExpression> children;

    /// Throws Failure that begins with `where` and says what was expected.
    static RuleExpression parsed(std::string_view text, const std::string& where);
};

/// Adds <rule> with what is below it to the constraint, with the ids that pcs gives.
/// `attributes`: score or score-attribute, role.
void add_rule(CibDocument& cib, pugi::xml_node constraint, const RuleExpression& expression,
              const Attributes& attributes);

/// The rule below a constraint as text; the same for rules that mean the same in another order.
std::string rule_meaning(pugi::xml_node rule);
/// The same of an expression that stands nowhere yet.
std::string rule_meaning(const RuleExpression& expression);

/// Whether a node with these attributes (#uname among them) fulfils the rule; nothing where that depends on
/// the time.
std::optional<bool> rule_holds(pugi::xml_node rule, const Attributes& node);

}  // namespace modules::pcs
