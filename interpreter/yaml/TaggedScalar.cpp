#include "interpreter/yaml/TaggedScalar.hpp"

#include "interpreter/yaml/PlainScalar.hpp"
#include "modules/value/Base64.hpp"

namespace interpreter {

namespace {

constexpr std::string_view standard_prefix = "tag:yaml.org,2002:";

const std::vector<std::string>& known_tags() {
    static const std::vector<std::string> tags{"!unsafe", "!vault", "!!binary",   "!!bool",
                                               "!!float", "!!int",  "!!map",      "!!null",
                                               "!!seq",   "!!str",  "!!timestamp"};
    return tags;
}

/// As people write it: "!!str" for the full name.
std::string short_form(const std::string& tag) {
    if (tag.starts_with(standard_prefix)) return "!!" + tag.substr(standard_prefix.size());
    return tag == "!vault-encrypted" ? "!vault" : tag;
}

void refuse(const std::string& tag, Position position, Diagnostics& diagnostics) {
    std::string hint = did_you_mean(tag, known_tags());
    if (hint.empty())
        hint = "known are !vault, !unsafe and YAML's own, such as !!str; quote the value if '!' is meant as "
               "text";
    diagnostics.error("unknown tag '" + tag + "'", position, std::move(hint));
}

/// Nothing but base64's characters, padding and white space.
bool looks_like_base64(const std::string& text) {
    return text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \n\t") ==
           std::string::npos;
}

bool fits(const std::string& tag, const Value& value) {
    if (tag == "!!int") return value.is_integer();
    if (tag == "!!float") return value.is_real() || value.is_integer();
    if (tag == "!!bool") return value.is_boolean();
    return value.is_null();
}

}  // namespace

void apply_tag(YamlNode& node, const std::string& tag, Position first, Position tag_position,
               Diagnostics& diagnostics) {
    node.tag = short_form(tag);
    node.scalar = Value::written(node.source, first);
    if (node.tag == "!vault" || node.tag == "!unsafe" || node.tag == "!!str" || node.tag == "!!timestamp")
        return;
    if (node.tag == "!!binary") {
        const std::optional<std::string> bytes = modules::whole_from_base64(node.source);
        if (!bytes || !looks_like_base64(node.source)) return diagnostics.error("this is not base64, as '!!binary' wants", node.position);
        node.scalar = Value(*bytes);
        return;
    }
    if (node.tag == "!!int" || node.tag == "!!float" || node.tag == "!!bool" || node.tag == "!!null") {
        const Value value = resolve_plain_scalar(node.source, first);
        if (!fits(node.tag, value))
            return diagnostics.error("'" + node.source + "' does not fit its tag '" + node.tag + "'",
                                     node.position, "remove the tag or change the value");
        node.scalar = node.tag == "!!float" ? Value(value.as_real()) : value;
        if (node.tag == "!!null") node.tag.clear();
        return;
    }
    refuse(node.tag, tag_position, diagnostics);
}

std::string collection_tag(const std::string& tag, YamlNode::Shape shape, Position tag_position,
                           Diagnostics& diagnostics) {
    if (tag == "?" || tag == "!" || tag.empty()) return {};
    std::string written = short_form(tag);
    const bool is_plain = written == (shape == YamlNode::Shape::map ? "!!map" : "!!seq");
    if (is_plain) return {};
    if (written == "!unsafe") return written;
    if (written == "!vault") {
        diagnostics.error("'!vault' takes text, not " +
                              std::string(shape == YamlNode::Shape::map ? "a mapping" : "a list"),
                          tag_position, "encrypt each value, or the whole file");
        return written;
    }
    refuse(written, tag_position, diagnostics);
    return {};
}

}  // namespace interpreter
