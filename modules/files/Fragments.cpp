#include "modules/files/Fragments.hpp"

#include <charconv>

namespace modules {

std::string assembled(const std::vector<std::string>& fragments, std::string_view delimiter) {
    std::string whole;
    for (std::size_t index = 0; index < fragments.size(); ++index) {
        // An empty fragment too is a line, as Ansible has it.
        if (index > 0 && !fragments[index - 1].ends_with('\n')) whole += '\n';
        if (index > 0 && !delimiter.empty()) {
            whole += delimiter;
            if (!delimiter.ends_with('\n')) whole += '\n';
        }
        whole += fragments[index];
    }
    return whole;
}

std::string unescaped(std::string_view written) {
    static constexpr std::string_view letters = "abfnrtv\\'\"";
    static constexpr std::string_view meant = "\a\b\f\n\r\t\v\\'\"";
    std::string text;
    for (std::size_t at = 0; at < written.size(); ++at) {
        if (written[at] != '\\' || at + 1 == written.size()) {
            text += written[at];
            continue;
        }
        const std::size_t place = letters.find(written[at + 1]);
        unsigned number = 0;
        const char* digits = written.data() + at + 2;
        if (place != std::string_view::npos) {
            text += meant[place];
            ++at;
        } else if (written[at + 1] == 'x' && at + 3 < written.size() &&
                   std::from_chars(digits, digits + 2, number, 16).ptr == digits + 2) {
            text += static_cast<char>(number);
            at += 3;
        } else {
            text += written[at];
        }
    }
    return text;
}

}  // namespace modules
