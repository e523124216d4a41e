#include "modules/files/Text.hpp"

#include "modules/module/PythonLiteral.hpp"
#include "modules/value/Json.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

constexpr std::size_t longest_shown = 1U << 20U;
/// As git and diff guess: a NUL near the start is no text.
constexpr std::size_t searched_for_nul = 8192;

}  // namespace

Text Field<Text>::from(const Value& value) {
    if (value.is_text()) return {value.as_text(), value.is_secret()};
    if (value.is_map() || value.is_list()) return {to_json(value, 0, SecretStyle::revealed), false};
    return {to_python_text(value), false};
}

Value shown_content(const std::string& content, Showing showing) {
    if (showing == Showing::secret) return fmt::format("(a secret of {} bytes, not shown)\n", content.size());
    if (std::string_view(content).substr(0, searched_for_nul).find('\0') != std::string_view::npos)
        return fmt::format("(binary, {} bytes, not shown)\n", content.size());
    if (content.size() > longest_shown) return fmt::format("({} bytes, too long to show)\n", content.size());
    return content;
}

}  // namespace modules
