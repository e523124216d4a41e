#pragma once

#include "modules/pcs/CibDocument.hpp"
#include "modules/pcs/DifferenceList.hpp"
#include "modules/pcs/WantedCluster.hpp"

#include <string>

namespace modules::pcs {

/// Brings cluster properties, defaults, node attributes and fencing levels to what is wanted; names that the
/// declaration does not say are left alone, a null takes one out.
class OptionComposer {
  public:
    OptionComposer(CibDocument& cib, DifferenceList& differences) : cib_(cib), differences_(differences) {}

    void properties(const WantedValues& wanted);
    /// `section`: rsc_defaults or op_defaults.
    void defaults(const char* section, const WantedValues& wanted);
    void node_attributes(const std::string& node, const WantedValues& wanted);
    void level(const WantedLevel& wanted);

  private:
    pugi::xml_node node_named(const std::string& name);

    CibDocument& cib_;
    DifferenceList& differences_;
};

}  // namespace modules::pcs
