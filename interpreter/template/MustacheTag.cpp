#include "interpreter/template/MustacheTag.hpp"

#include "modules/value/Text.hpp"

#include <algorithm>

namespace interpreter {

namespace {

constexpr std::string_view blanks = " \t\r\n";

class TagReader {
  public:
    TagReader(std::string_view text, Position start, Diagnostics& diagnostics)
        : text_(text), start_(start), diagnostics_(diagnostics) {
        levels_.emplace_back();
    }

    MustacheTags run() {
        while (next()) {
        }
        while (levels_.size() > 1) {
            const Level& open = levels_.back();
            diagnostics_.error("the section '" + open.section.name + "' is never closed",
                               open.section.position, "add " + opening_ + "/" + open.section.name + closing_);
            leave();
        }
        return std::move(levels_.front().section.inside);
    }

  private:
    /// A section that is open; the first is the whole text.
    struct Level {
        MustacheTag section;
    };

    Position at(std::size_t offset) const { return advanced(start_, text_, offset); }

    bool next() {
        const std::size_t opening = text_.find(opening_, at_);
        if (opening == std::string_view::npos) return false;
        const std::size_t inner = opening + opening_.size();
        const char sign = inner < text_.size() ? text_[inner] : '\0';
        const bool triple = sign == '{' && opening_ == "{{";
        const std::string closing = triple ? "}}}" : sign == '=' ? "=" + closing_ : closing_;
        const std::size_t end = text_.find(closing, inner + (sign == '=' ? 1 : 0));
        if (end == std::string_view::npos) {
            diagnostics_.error("'" + std::string(text_.substr(opening, opening_.size())) +
                                   "' is never closed",
                               at(opening), "add '" + closing + "'");
            return false;
        }
        at_ = end + closing.size();
        const bool has_sign = triple || std::string_view("#^/>!=&").find(sign) != std::string_view::npos;
        const std::string_view written =
            text_.substr(inner + (has_sign ? 1 : 0), end - inner - (has_sign ? 1 : 0));
        if (sign == '!' || sign == '\0') return true;
        if (sign == '=')
            change_delimiters(written, opening);
        else
            name(has_sign ? sign : ' ', std::string(modules::trimmed(written)), opening);
        return true;
    }

    void change_delimiters(std::string_view written, std::size_t opening) {
        const std::string both(modules::trimmed(written));
        const std::size_t gap = both.find_first_of(blanks);
        const std::string first = both.substr(0, gap);
        const std::string second(
            gap == std::string::npos ? "" : modules::trimmed(std::string_view(both).substr(gap)));
        if (second.empty() || second.find_first_of(" \t=") != std::string::npos) {
            diagnostics_.error("new delimiters are written as {{=<% %>=}}", at(opening));
            return;
        }
        opening_ = first;
        closing_ = second;
    }

    void name(char sign, const std::string& name, std::size_t opening) {
        if (name.empty()) {
            diagnostics_.error("a tag without a name", at(opening));
            return;
        }
        if (name.find_first_of(blanks) != std::string::npos && sign != '>') {
            diagnostics_.error("'" + name + "' is no name", at(opening),
                               "Mustache holds names only; compute it under 'vars:'");
            return;
        }
        MustacheTag tag;
        tag.name = name;
        tag.position = at(opening);
        switch (sign) {
        case '#':
        case '^':
            tag.type = sign == '#' ? MustacheTag::Type::section : MustacheTag::Type::inverted;
            levels_.push_back({std::move(tag)});
            return;
        case '/':
            close(name, opening);
            return;
        case '>':
            tag.type = MustacheTag::Type::partial;
            break;
        default:
            break;
        }
        levels_.back().section.inside.push_back(std::move(tag));
    }

    void close(const std::string& name, std::size_t opening) {
        if (levels_.size() == 1) {
            diagnostics_.error("'" + name + "' is closed, but no section is open", at(opening));
            return;
        }
        const MustacheTag& open = levels_.back().section;
        if (open.name != name) {
            Diagnostic found{Severity::error,
                             "'" + name + "' is closed where '" + open.name + "' is open",
                             at(opening),
                             {},
                             {}};
            found.notes.push_back({"it was opened here", open.position});
            diagnostics_.add(std::move(found));
        }
        leave();
    }

    void leave() {
        MustacheTag section = std::move(levels_.back().section);
        levels_.pop_back();
        levels_.back().section.inside.push_back(std::move(section));
    }

    std::string_view text_;
    Position start_;
    Diagnostics& diagnostics_;
    std::string opening_ = "{{";
    std::string closing_ = "}}";
    std::size_t at_ = 0;
    std::vector<Level> levels_;
};

}  // namespace

MustacheTags read_mustache_tags(std::string_view text, Position start, Diagnostics& diagnostics) {
    return TagReader(text, start, diagnostics).run();
}

std::vector<std::string> name_parts(const std::string& name) {
    if (name == ".") return {name};
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= name.size();) {
        const std::size_t end = std::min(name.find('.', from), name.size());
        parts.push_back(name.substr(from, end - from));
        from = end + 1;
    }
    return parts;
}

}  // namespace interpreter
