#pragma once

#include "modules/pcs/CibDocument.hpp"
#include "modules/pcs/DifferenceList.hpp"
#include "modules/pcs/WantedCluster.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace modules::pcs {

/// Brings constraints to what is wanted. A constraint is recognised by what it ties together, as pcs
/// recognises duplicates (an order by its resources and actions, a colocation by resources and roles, a
/// location by resource and node or rule), or by its id where one is declared; one that differs in the rest
/// is replaced. Constraints that an operator's "move" or "ban" left (cli-…) are never taken for ours.
class ConstraintComposer {
  public:
    ConstraintComposer(CibDocument& cib, DifferenceList& differences);

    void compose(const WantedConstraint& wanted);

  private:
    [[nodiscard]] pugi::xml_node present(const WantedConstraint& wanted, const Attributes& key,
                                         const Attributes& description) const;
    pugi::xml_node append(const WantedConstraint& wanted, const Attributes& key);
    void take_out(pugi::xml_node constraint);
    void require_resources(const WantedConstraint& wanted) const;

    CibDocument& cib_;
    DifferenceList& differences_;
    /// The constraints of the document by what they tie together.
    std::map<Attributes, std::vector<pugi::xml_node>> by_key_;
    std::set<Attributes> seen_;
};

/// "order my-order": kind and id.
std::string constraint_subject(pugi::xml_node constraint);
/// A constraint with Pacemaker's defaults filled in, so that two that mean the same are equal.
Attributes described_constraint(pugi::xml_node constraint);

}  // namespace modules::pcs
