#include "interpreter/expression/Call.hpp"
#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/YamlWriter.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/expression/python_json.hpp"
#include "interpreter/yaml/YamlNode.hpp"
#include "modules/value/Json.hpp"

#include <stdexcept>

namespace interpreter {

namespace {

int integer_option(const Value& value, std::string_view name, Call& call) {
    if (!value.is_integer())
        call.fail("needs an integer for '" + std::string(name) + "', found " + described_kind(value));
    return static_cast<int>(value.as_integer());
}

Value json(Call& call, JsonStyle style) {
    for (const auto& [name, value] : call.named()) {
        if (name == "indent")
            style.indent = value.is_null() ? std::nullopt : std::optional(integer_option(value, name, call));
        else if (name == "sort_keys")
            style.sorts_keys = is_true(value);
        else if (name == "ensure_ascii")
            style.ascii = is_true(value);
        else if (name == "separators") {
            const List both = call.items_in(value);
            if (both.size() != 2) call.fail("needs two separators");
            style.item_separator = to_python_text(both[0]);
            style.key_separator = to_python_text(both[1]);
        } else if (name != "vault_to_text" && name != "preprocess_unsafe" && name != "allow_nan") {
            call.fail("has no argument '" + name + "'", "indent, sort_keys, separators and ensure_ascii are");
        }
    }
    // Python leaves no blank before a line end.
    if (style.indent && style.item_separator == ", ") style.item_separator = ",";
    return to_python_json(call.input(), style);
}

Value to_json(Call& call) {
    return json(call, {});
}

Value to_nice_json(Call& call) {
    JsonStyle style;
    style.indent = call.has(0) ? std::optional(integer_option(call[0], "indent", call)) : std::optional(4);
    style.sorts_keys = !call.has(1) || call.flag(1);
    style.item_separator = ",";
    return json(call, style);
}

/// Jinja's own, for HTML: signs that mean something there are escaped.
Value tojson(Call& call) {
    JsonStyle style;
    style.sorts_keys = true;
    if (call.has(0) && !call[0].is_null()) {
        style.indent = integer_option(call[0], "indent", call);
        style.item_separator = ",";
    }
    std::string text;
    for (const char character : to_python_json(call.input(), style)) {
        switch (character) {
        case '<':
            text += "\\u003c";
            break;
        case '>':
            text += "\\u003e";
            break;
        case '&':
            text += "\\u0026";
            break;
        case '\'':
            text += "\\u0027";
            break;
        default:
            text += character;
        }
    }
    return text;
}

Value from_json(Call& call) {
    if (!call.input().is_text()) call.fail("needs text, found " + described_kind(call.input()));
    try {
        return modules::from_json(call.input().as_text());
    } catch (const std::runtime_error& error) {
        // What the parser read last says nothing that the place does not.
        const std::string why = error.what();
        call.fail("finds no JSON: " + why.substr(0, why.find("; last read")));
    }
}

Value yaml(Call& call, YamlStyle style) {
    for (const auto& [name, value] : call.named()) {
        if (name == "indent")
            style.indent = integer_option(value, name, call);
        else if (name == "width")
            style.width = value.is_real() ? INT32_MAX : integer_option(value, name, call);
        else if (name == "sort_keys")
            style.sorts_keys = is_true(value);
        else if (name == "explicit_start")
            style.explicit_start = is_true(value);
        else if (name == "default_flow_style")
            style.flow = value.is_null() ? std::nullopt : std::optional(is_true(value));
        else if (name != "allow_unicode" && name != "line_break")
            call.fail("has no argument '" + name + "'",
                      "indent, width, sort_keys, explicit_start and default_flow_style are");
    }
    // PyYAML takes other values for none.
    if (style.indent < 2 || style.indent > 9) style.indent = 2;
    if (style.width <= style.indent * 2) style.width = 80;
    return YamlWriter(style).write(materialised(call.input()));
}

Value to_yaml(Call& call) {
    return yaml(call, {});
}
Value to_nice_yaml(Call& call) {
    YamlStyle style;
    style.indent = call.has(0) ? integer_option(call[0], "indent", call) : 4;
    style.flow = false;
    return yaml(call, style);
}

List yaml_documents(Call& call) {
    SourceFiles files;
    Diagnostics found;
    const std::uint32_t file = files.add("text", call.input().as_text());
    const std::vector<YamlNode> nodes = load_yaml(files, file, found);
    if (found.has_errors()) {
        const Diagnostic& mistake = found.all().front();
        call.fail("finds no YAML: line " + std::to_string(mistake.position.line) + ": " + mistake.message,
                  mistake.hint);
    }
    List documents;
    for (const YamlNode& node : nodes)
        documents.push_back(without_positions(to_value(node, {})));
    return documents;
}

Value from_yaml(Call& call) {
    if (!call.input().is_text()) return call.input();
    const List documents = yaml_documents(call);
    if (documents.size() > 1) call.fail("finds more than one document", "from_yaml_all reads them all");
    return documents.empty() ? Value() : documents.front();
}
Value from_yaml_all(Call& call) {
    return call.input().is_text() ? Value(yaml_documents(call)) : call.input();
}

Value type_debug(Call& call) {
    return type_name(call.input());
}
Value pprint(Call& call) {
    return to_python_repr(call.input());
}

constexpr Builtin data_filters_table[] = {{"from_json", from_json},
                                          {"from_yaml", from_yaml},
                                          {"from_yaml_all", from_yaml_all},
                                          {"pprint", pprint, "verbose?"},
                                          {"to_json", to_json, "**", stays_text},
                                          {"to_nice_json", to_nice_json, "indent? sort_keys? **", stays_text},
                                          {"to_nice_yaml", to_nice_yaml, "indent? **", stays_text},
                                          {"to_yaml", to_yaml, "**", stays_text},
                                          {"tojson", tojson, "indent?"},
                                          {"type_debug", type_debug, "", takes_undefined}};

}  // namespace

std::span<const Builtin> data_filters() {
    return data_filters_table;
}

}  // namespace interpreter
