#pragma once

#include "interpreter/source/Position.hpp"

#include <string>
#include <string_view>

namespace interpreter {

/// In which styles a text may stand in YAML (PyYAML's analysis).
struct YamlScalar {
    bool empty = false;
    bool multiline = false;
    bool plain_in_flow = true;
    bool plain_in_block = true;
    bool single_quoted = true;
};

YamlScalar analysed_scalar(std::u32string_view text);
/// Would the text, written plainly, be read as something else than text: a number, a boolean, a date …?
bool reads_as_other_kind(const std::string& text);
/// A number, boolean or null as YAML writes it.
std::string plain_yaml(const Value& value);

}  // namespace interpreter
