#pragma once

#include "interpreter/source/Position.hpp"

#include <string>
#include <vector>

namespace interpreter {

/// Arguments in one text, as in `copy: src=a dest="b c"`.
struct KeyValueText {
    struct Pair {
        std::string key;
        Value value;
        Position position;
    };
    std::vector<Pair> pairs;
    /// The words that are no pairs, with their white space; null when there are none.
    Value rest;
};

/// Which pairs are taken out of the text.
enum class PairWords {
    all,
    /// Only those that command, shell, script and raw know beside their command line: creates, removes,
    /// chdir, executable, stdin, …
    options_of_commands
};

/// Splits by Ansible's rules: at white space outside quotes and `{{ }}`; a backslash escapes.
/// Throws DiagnosticError where a quote or a template is not closed.
KeyValueText parse_key_values(const Value& text, PairWords words);

}  // namespace interpreter
