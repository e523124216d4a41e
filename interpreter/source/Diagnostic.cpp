#include "interpreter/source/Diagnostic.hpp"

#include "interpreter/source/QuotedLine.hpp"

#include <algorithm>

namespace interpreter {

namespace {

constexpr std::string_view margin = "  ";

bool is_same(const Diagnostic& left, const Diagnostic& right) {
    return left.position == right.position && left.severity == right.severity &&
           left.message == right.message;
}

/// Writes text for a terminal or for a file.
class Painter {
  public:
    explicit Painter(Colour colour) : colour_(colour) {}
    [[nodiscard]] std::string paint(std::string_view escape, std::string_view text) const {
        if (colour_ == Colour::never) return std::string(text);
        return "\033[" + std::string(escape) + 'm' + std::string(text) + "\033[0m";
    }

  private:
    Colour colour_;
};

constexpr std::string_view bold = "1";
constexpr std::string_view bold_red = "1;31";
constexpr std::string_view bold_magenta = "1;35";
constexpr std::string_view bold_cyan = "1;36";
constexpr std::string_view bold_green = "1;32";

/// Further lines of a message or hint stand below its first, indented.
std::string with_indented_lines(std::string_view text, std::size_t indent) {
    std::string result;
    for (const char character : text) {
        result += character;
        if (character == '\n') result.append(indent, ' ');
    }
    return result;
}

/// The line that a position speaks of and the marks below it; empty when there is none to show.
std::string quotation(Position position, const SourceFiles& files, const Painter& painter) {
    if (position.line == 0 || !files.may_quote(position.file)) return {};
    const std::string_view line = files.line(position.file, position.line);
    if (line.empty() && position.column <= 1) return {};
    const QuotedLine quoted = quote_line(line, position.column);
    const std::string number = std::to_string(position.line);
    std::string shown = std::string(margin) + number + " | " + quoted.text;
    shown.erase(shown.find_last_not_of(' ') + 1);
    shown += '\n';
    if (position.column == 0) return shown;
    const std::string marks = '^' + std::string(quoted.width - 1, '~');
    shown += std::string(margin) + std::string(number.size(), ' ') + " | " + std::string(quoted.indent, ' ') +
             painter.paint(bold_green, marks) + '\n';
    return shown;
}

std::string headline(Position position, const std::string& kind, std::string_view message,
                     const SourceFiles& files, const Painter& painter) {
    const std::string place = files.describe(position);
    const std::string before = place.empty() ? std::string() : painter.paint(bold, place + ':') + ' ';
    return before + kind + ' ' + with_indented_lines(message, margin.size()) + '\n';
}

}  // namespace

void Diagnostics::add(Diagnostic diagnostic) {
    const bool known = std::any_of(found_.begin(), found_.end(),
                                   [&](const Diagnostic& other) { return is_same(other, diagnostic); });
    if (!known) found_.push_back(std::move(diagnostic));
}

void Diagnostics::error(std::string message, Position position, std::string hint) {
    add({Severity::error, std::move(message), position, {}, std::move(hint)});
}

void Diagnostics::warning(std::string message, Position position, std::string hint) {
    add({Severity::warning, std::move(message), position, {}, std::move(hint)});
}

bool Diagnostics::has_errors() const {
    return std::any_of(found_.begin(), found_.end(),
                       [](const Diagnostic& found) { return found.severity == Severity::error; });
}

void Diagnostics::make_strict() {
    for (Diagnostic& found : found_)
        found.severity = Severity::error;
}

std::string render(const Diagnostic& diagnostic, const SourceFiles& files, Colour colour) {
    const Painter painter(colour);
    const std::string kind = diagnostic.severity == Severity::error ? painter.paint(bold_red, "error:")
                                                                    : painter.paint(bold_magenta, "warning:");
    std::string text = headline(diagnostic.position, kind, diagnostic.message, files, painter);
    text += quotation(diagnostic.position, files, painter);
    for (const Note& note : diagnostic.notes) {
        text += headline(note.position, painter.paint(bold_cyan, "note:"), note.message, files, painter);
        text += quotation(note.position, files, painter);
    }
    if (diagnostic.hint.empty()) return text;
    constexpr std::size_t below_hint = 10;
    text += std::string(margin) + "= " + painter.paint(bold, "hint:") + ' ' +
            with_indented_lines(diagnostic.hint, below_hint) + '\n';
    return text;
}

}  // namespace interpreter
