#pragma once

#include <pugixml.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace modules::pcs {

/// A cluster information base held in memory: elements by id, ids as pcs hands them out, the version that a
/// push is made against. One look at the cluster is one of these; what is wanted is composed on a copy.
class CibDocument {
  public:
    /// Throws Failure where the text is no CIB.
    explicit CibDocument(const std::string& xml);

    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::int64_t epoch() const;
    /// Marks this copy as the successor of the version that was read.
    void advance_epoch();

    /// A section of the configuration (resources, constraints, …), null where there is none.
    [[nodiscard]] pugi::xml_node section(const char* name) const;
    /// The same, made where there is none.
    pugi::xml_node section_made(const char* name);

    /// The element of the configuration with this id; null when nobody has it.
    [[nodiscard]] pugi::xml_node find(const std::string& id) const;
    /// `proposed` without the characters that an id may not hold; with "-1", "-2", … while somebody has it.
    [[nodiscard]] std::string free_id(std::string_view proposed) const;

    /// A new last child of `parent`; a null `before` appends.
    pugi::xml_node add(pugi::xml_node parent, const char* tag, const std::string& id,
                       pugi::xml_node before = {});
    /// Takes the element and all below it out of the document.
    void remove(pugi::xml_node element);
    /// Gives the ids below `parent` (which were written without add()) their owner.
    void take_ids_below(pugi::xml_node parent);

  private:
    [[nodiscard]] pugi::xml_node configuration() const;
    void forget_ids_below(pugi::xml_node element);

    std::unique_ptr<pugi::xml_document> document_;
    std::unordered_map<std::string, pugi::xml_node> by_id_;
};

/// Characters that an XML id may not hold are left out, as pcs does.
std::string sanitized_id(std::string_view text);

}  // namespace modules::pcs
