#include "interpreter/template/Mustache.hpp"

#include "modules/value/Text.hpp"

namespace interpreter {

namespace {

class Reader {
  public:
    Reader(std::string_view text, Position start, Diagnostics& diagnostics)
        : text_(text), start_(start), diagnostics_(diagnostics) {}

    std::vector<MustacheTag> read() {
        open_.push_back({});
        while (next_tag()) {
        }
        while (open_.size() > 1) {
            const MustacheTag& unclosed = open_.back();
            diagnostics_.error("the section '" + unclosed.name + "' is never closed", unclosed.position,
                               "close it with " + opening_ + "/" + unclosed.name + closing_);
            close();
        }
        return std::move(open_.front().inside);
    }

  private:
    bool next_tag() {
        const std::size_t opens = text_.find(opening_, at_);
        if (opens == std::string_view::npos) return false;
        const bool triple = opening_ == "{{" && text_.substr(opens, 3) == "{{{";
        const std::string end = triple ? "}}}" : closing_;
        const std::size_t inside = opens + (triple ? 3 : opening_.size());
        const std::size_t closes = text_.find(end, inside);
        if (closes == std::string_view::npos) {
            diagnostics_.error("the tag is never closed", place(opens), "a tag ends with " + end);
            return false;
        }
        at_ = closes + end.size();
        std::string_view content = text_.substr(inside, closes - inside);
        char sign = 0;
        if (!triple && !content.empty() &&
            std::string_view("#^/>!&=").find(content.front()) != std::string_view::npos) {
            sign = content.front();
            content.remove_prefix(1);
        }
        take(sign, modules::trimmed(content), place(opens));
        return true;
    }

    void take(char sign, std::string name, Position position) {
        using Type = MustacheTag::Type;
        if (sign == '!') return;
        if (sign == '=') return change_delimiters(name, position);
        if (name.empty()) return diagnostics_.error("the tag names nothing", position);
        if (sign == '/') return close_section(name, position);
        if (sign == '#' || sign == '^') {
            open_.push_back({sign == '#' ? Type::section : Type::inverted, std::move(name), position, {}});
        } else {
            open_.back().inside.push_back(
                {sign == '>' ? Type::partial : Type::variable, std::move(name), position, {}});
        }
    }

    void close_section(const std::string& name, Position position) {
        if (open_.size() == 1)
            return diagnostics_.error("'" + name + "' is closed here but was never opened", position);
        if (open_.back().name != name) {
            Diagnostic finding{Severity::error,
                               "'" + name + "' is closed here, but the open section is '" +
                                   open_.back().name + "'",
                               position,
                               {{"opened here", open_.back().position}},
                               {}};
            diagnostics_.add(finding);
        }
        close();
    }

    void close() {
        MustacheTag closed = std::move(open_.back());
        open_.pop_back();
        open_.back().inside.push_back(std::move(closed));
    }

    // {{=<% %>=}}
    void change_delimiters(std::string words, Position position) {
        if (!words.empty() && words.back() == '=') words.pop_back();
        words = modules::trimmed(words);
        const std::size_t blank = words.find(' ');
        if (blank == std::string::npos)
            return diagnostics_.error("new delimiters are written {{=<% %>=}}", position);
        opening_ = words.substr(0, blank);
        closing_ = modules::trimmed(std::string_view(words).substr(blank));
    }

    [[nodiscard]] Position place(std::size_t offset) const { return advanced(start_, text_, offset); }

    std::string_view text_;
    Position start_;
    Diagnostics& diagnostics_;
    std::string opening_ = "{{";
    std::string closing_ = "}}";
    std::size_t at_ = 0;
    // Sections that are open, the whole template first.
    std::vector<MustacheTag> open_;
};

}  // namespace

std::vector<MustacheTag> mustache_tags(std::string_view text, Position start, Diagnostics& diagnostics) {
    return Reader(text, start, diagnostics).read();
}

}  // namespace interpreter
