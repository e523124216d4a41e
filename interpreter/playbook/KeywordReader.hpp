#pragma once

#include "interpreter/playbook/Keyword.hpp"
#include "interpreter/playbook/Loading.hpp"

namespace interpreter {

/// "a play", "a role entry", "a block", "a task", "a handler".
std::string_view place_name(Place place);

/// Reads keywords into an element, with the checks that the table asks for.
class KeywordReader {
  public:
    KeywordReader(Loading& loading, Place place) : loading_(loading), place_(place) {}

    /// The keyword of that name, if it may stand here.
    [[nodiscard]] const Keyword* keyword(std::string_view name) const;
    /// Stores `name`, `vars` and plain keywords. What is wrong with them is reported and left out.
    void read(const YamlEntry& entry, const Keyword& keyword, Element& element) const;
    /// An error: nobody knows this key here.
    void report_unknown(const YamlEntry& entry) const;
    /// The error that a keyword's value is of the wrong type.
    void report_type(const YamlEntry& entry, std::string_view expected) const;
    /// The value of a keyword that must be a list; null (and an error) when it is none. Nothing is an empty
    /// list.
    [[nodiscard]] const YamlNode* list(const YamlEntry& entry) const;
    /// `vars:` as variables.
    [[nodiscard]] Variables variables(const YamlEntry& entry) const;

  private:
    void read_name(const YamlEntry& entry, Element& element) const;
    [[nodiscard]] std::string type_mistake(const YamlNode& node, const Keyword& keyword) const;

    Loading& loading_;
    Place place_;
};

/// Text that holds a template.
bool is_templated(const YamlNode& node);

}  // namespace interpreter
