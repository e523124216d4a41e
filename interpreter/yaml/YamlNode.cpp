#include "interpreter/yaml/YamlNode.hpp"

#include <algorithm>

namespace interpreter {

namespace {

enum class Trust { may_be_template, never_template };

Value scalar_value(const YamlNode& node, const Decrypt& decrypt, Trust trust) {
    if (node.tag == "!vault") {
        if (!decrypt)
            throw DiagnosticError("this value is encrypted and no vault password was given", node.position,
                                  "name the password's file with --vault-password-file");
        return Value::secret(decrypt(node.source, node.position), node.scalar.position());
    }
    if (trust == Trust::never_template && node.scalar.is_text()) return Value(node.scalar.as_text());
    return node.scalar;
}

Value value_of(const YamlNode& node, const Decrypt& decrypt, Trust trust) {
    if (node.tag == "!unsafe") trust = Trust::never_template;
    switch (node.shape) {
    case YamlNode::Shape::null:
        return {};
    case YamlNode::Shape::scalar:
        return scalar_value(node, decrypt, trust);
    case YamlNode::Shape::list: {
        List list;
        list.reserve(node.items.size());
        for (const YamlNode& item : node.items)
            list.push_back(value_of(item, decrypt, trust));
        return list;
    }
    case YamlNode::Shape::map:
        break;
    }
    Map map;
    for (const YamlEntry& entry : node.entries)
        map.set(entry.key, value_of(entry.value, decrypt, trust));
    return map;
}

}  // namespace

const YamlEntry* YamlNode::find(std::string_view key) const {
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const YamlEntry& entry) { return entry.key == key; });
    return found != entries.end() ? &*found : nullptr;
}

std::string_view shape_name(const YamlNode& node) {
    switch (node.shape) {
    case YamlNode::Shape::null:
        return "nothing";
    case YamlNode::Shape::scalar:
        return modules::kind_name(node.scalar.kind());
    case YamlNode::Shape::list:
        return "a list";
    case YamlNode::Shape::map:
        return "a mapping";
    }
    return "nothing";
}

Value to_value(const YamlNode& node, const Decrypt& decrypt) {
    return value_of(node, decrypt, Trust::may_be_template);
}

}  // namespace interpreter
