#pragma once

#include "interpreter/source/Diagnostic.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

struct YamlEntry;

/// A YAML document as a tree with places. Plain scalars are resolved by YAML 1.1 as PyYAML's SafeLoader does
/// (yes/no/on/off, 0644 octal, sexagesimal, dates as text); merge keys (`<<`) are resolved; duplicate keys
/// are reported by the loader and the last wins.
struct YamlNode {
    enum class Shape { null, scalar, list, map };

    Shape shape = Shape::null;
    /// Of an empty value: its key's.
    Position position;
    /// Of a scalar: its value. Text knows the place of its first character: inside the quotes, or in the
    /// first line below `|`; so `advanced()` finds the place of any character of a plain, quoted or literal
    /// text.
    Value scalar;
    /// Of a scalar: its characters as written, before resolution.
    std::string source;
    /// "!vault", "!unsafe" or another tag as written; empty without one.
    std::string tag;
    bool quoted = false;
    std::vector<YamlNode> items;
    std::vector<YamlEntry> entries;

    [[nodiscard]] bool is_null() const { return shape == Shape::null; }
    [[nodiscard]] bool is_scalar() const { return shape == Shape::scalar; }
    [[nodiscard]] bool is_list() const { return shape == Shape::list; }
    [[nodiscard]] bool is_map() const { return shape == Shape::map; }
    [[nodiscard]] bool is_text() const { return is_scalar() && scalar.is_text(); }
    /// The entry of that key; null when there is none.
    [[nodiscard]] const YamlEntry* find(std::string_view key) const;
};

struct YamlEntry {
    /// Keys are text here: 1 is "1", true is "True" as in Python.
    std::string key;
    Position key_position;
    YamlNode value;
};

/// "text", "a list", "a mapping", … for messages.
std::string_view shape_name(const YamlNode& node);

/// Opens what `!vault` holds. Throws DiagnosticError.
using Decrypt = std::function<std::string(const std::string& cipher_text, Position position)>;

/// The node as a value. `!unsafe` text loses its place (so that it is never a template); `!vault` text is
/// opened and becomes a secret.
Value to_value(const YamlNode& node, const Decrypt& decrypt);

/// All documents of a file (or another text, JSON too). Every mistake goes to `diagnostics`; what could be
/// read is returned. Where a value begins with an unquoted `{{` the tree holds its characters as text, after
/// the error.
std::vector<YamlNode> load_yaml(const SourceFiles& files, std::uint32_t file, Diagnostics& diagnostics);

/// The document of a file that may hold only one: null for an empty file; a second one is an error.
YamlNode load_yaml_document(const SourceFiles& files, std::uint32_t file, Diagnostics& diagnostics);

}  // namespace interpreter
