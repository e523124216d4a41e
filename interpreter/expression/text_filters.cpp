#include "interpreter/expression/Call.hpp"
#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/FormatSpecification.hpp"
#include "interpreter/expression/format.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/expression/text.hpp"
#include "interpreter/expression/unicode.hpp"
#include "modules/value/ShellWords.hpp"

#include <algorithm>
#include <array>

namespace interpreter {

namespace {

Value lower(Call& call) {
    return to_lower(call.input_text());
}
Value upper(Call& call) {
    return to_upper(call.input_text());
}
Value capitalize(Call& call) {
    return capitalized(call.input_text());
}
Value string(Call& call) {
    return call.input_text();
}
Value same(Call& call) {
    return call.input();
}

/// Jinja's own title: words begin after blanks, brackets, dashes and quotes of tags.
Value title(Call& call) {
    static constexpr std::u32string_view starts = U"- \t\n\r\v\f({[<";
    std::string result;
    bool inside = false;
    for (const char32_t character : to_code_points(call.input_text())) {
        const std::string one = to_utf8({&character, 1});
        result += inside ? to_lower(one) : to_upper(one);
        inside = starts.find(character) == std::u32string_view::npos;
    }
    return result;
}

Value trim(Call& call) {
    const bool given = call.has(0) && !call[0].is_null();
    return stripped(call.input_text(), given ? std::optional(call.text(0)) : std::nullopt, Sides::both);
}

Value replace(Call& call) {
    const std::int64_t most = call.has(2) && !call[2].is_null() ? call.integer(2) : -1;
    return replaced(call.input_text(), call.text(0), call.text(1), most);
}

Value split(Call& call) {
    if (!call.input().is_text()) call.fail("needs text, found " + described_kind(call.input()));
    const bool given = call.has(0) && !call[0].is_null();
    if (given && call.text(0).empty()) call.fail("needs a separator that is not empty");
    List parts;
    for (std::string& part : split_text(call.input_text(), given ? std::optional(call.text(0)) : std::nullopt,
                                        call.integer(1, -1)))
        parts.emplace_back(std::move(part));
    return parts;
}

Value indent(Call& call) {
    const std::string margin =
        call.has(0) && call[0].is_text()
            ? call.text(0)
            : std::string(static_cast<std::size_t>(std::max<std::int64_t>(0, call.integer(0, 4))), ' ');
    const bool first = call.flag(1);
    const bool blank = call.flag(2);
    const std::vector<std::string> lines = lines_of(call.input_text() + "\n", LineEnds::dropped);
    std::string result = first ? margin : "";
    for (std::size_t index = 0; index < lines.size(); ++index) {
        if (index > 0) result += "\n" + (blank || !lines[index].empty() ? margin : "");
        result += lines[index];
    }
    return result;
}

Value format(Call& call) {
    if (!call.named().empty()) {
        Map names;
        for (const auto& [name, value] : call.named())
            names.set(name, value);
        return printf_formatted(call.input_text(), names, call.position());
    }
    return printf_formatted(call.input_text(), make_tuple(call.rest()), call.position());
}

Value center(Call& call) {
    return padded(call.input_text(), '^',
                  static_cast<std::size_t>(std::max<std::int64_t>(0, call.integer(0, 80))), U' ');
}

Value truncate(Call& call) {
    const std::u32string text = to_code_points(call.input_text());
    const auto length = static_cast<std::size_t>(std::max<std::int64_t>(0, call.integer(0, 255)));
    const std::u32string end = to_code_points(call.text(2, "..."));
    const auto leeway = static_cast<std::size_t>(
        std::max<std::int64_t>(0, call.has(3) && !call[3].is_null() ? call.integer(3) : 5));
    if (text.size() <= length + leeway) return to_utf8(text);
    if (length < end.size()) call.fail("needs a length of at least " + std::to_string(end.size()));
    std::u32string kept = text.substr(0, length - end.size());
    if (!call.flag(1)) kept = kept.substr(0, kept.rfind(U' '));
    return to_utf8(kept + end);
}

Value wordcount(Call& call) {
    std::int64_t words = 0;
    bool inside = false;
    for (const char32_t character : to_code_points(call.input_text())) {
        const bool part =
            is_letter(character) || character == U'_' || (character >= U'0' && character <= U'9');
        if (part && !inside) ++words;
        inside = part;
    }
    return words;
}

/// Breaks one paragraph into lines of at most `width` characters, as Python's textwrap does.
std::vector<std::string> wrapped(const std::string& paragraph, std::size_t width, bool breaks_long_words) {
    std::vector<std::string> lines;
    std::u32string line;
    std::u32string pending;
    const auto finish = [&] {
        while (!line.empty() && line.back() == U' ')
            line.pop_back();
        if (!line.empty()) lines.push_back(to_utf8(line));
        line.clear();
    };
    const std::u32string text = to_code_points(paragraph);
    for (std::size_t at = 0; at < text.size();) {
        const bool blank = text[at] == U' ';
        std::size_t end = at;
        while (end < text.size() && (text[end] == U' ') == blank) {
            ++end;
            const bool hyphen = !blank && text[end - 1] == U'-' && end - at > 1 && end < text.size() &&
                                is_letter(text[end]) && is_letter(text[end - 2]);
            if (hyphen) break;
        }
        std::u32string chunk = text.substr(at, end - at);
        at = end;
        if (blank && line.empty() && !lines.empty()) continue;
        if (line.size() + chunk.size() > width) {
            if (blank) {
                finish();
                continue;
            }
            if (chunk.size() > width && breaks_long_words) {
                while (line.size() + chunk.size() > width) {
                    const std::size_t room = width - line.size();
                    line += chunk.substr(0, room);
                    chunk = chunk.substr(room);
                    finish();
                }
            } else {
                finish();
            }
        }
        line += chunk;
    }
    finish();
    return lines;
}

Value wordwrap(Call& call) {
    const auto width = static_cast<std::size_t>(std::max<std::int64_t>(1, call.integer(0, 79)));
    const std::string joint = call.has(2) && !call[2].is_null() ? call.text(2) : "\n";
    std::string result;
    bool first = true;
    for (const std::string& paragraph : lines_of(call.input_text(), LineEnds::dropped)) {
        const std::vector<std::string> lines = wrapped(paragraph, width, call.flag(1, true));
        if (!first) result += joint;
        first = false;
        for (std::size_t index = 0; index < lines.size(); ++index)
            result += (index > 0 ? joint : "") + lines[index];
    }
    return result;
}

struct CommentStyle {
    std::string_view name;
    std::string_view beginning;
    std::string_view decoration;
    std::string_view end;
};
constexpr std::array<CommentStyle, 5> comment_styles{{{"plain", "", "# ", ""},
                                                      {"erlang", "", "% ", ""},
                                                      {"c", "", "// ", ""},
                                                      {"cblock", "/*", " * ", " */"},
                                                      {"xml", "<!--", " - ", "-->"}}};

Value comment(Call& call) {
    const std::string style_name = call.text(0, "plain");
    const auto style =
        std::find_if(comment_styles.begin(), comment_styles.end(),
                     [&](const CommentStyle& candidate) { return candidate.name == style_name; });
    if (style == comment_styles.end()) {
        std::vector<std::string> names;
        for (const CommentStyle& candidate : comment_styles)
            names.emplace_back(candidate.name);
        call.fail("has no style '" + style_name + "'", did_you_mean(style_name, names));
    }
    const auto option = [&](std::string_view name, std::string otherwise) {
        const Value* given = call.named(name);
        return given != nullptr ? to_python_text(*given) : std::move(otherwise);
    };
    const auto number = [&](std::string_view name) {
        const Value* given = call.named(name);
        return given != nullptr && given->is_integer() ? given->as_integer() : std::int64_t{1};
    };
    const std::string decoration = option("decoration", std::string(style->decoration));
    const std::string bare = stripped(decoration, std::nullopt, Sides::right);
    const std::string newline = option("newline", "\n");
    const std::string beginning = option("beginning", std::string(style->beginning));
    const std::string prefix = option("prefix", bare);
    const std::string postfix = option("postfix", bare);
    const std::string end = option("end", std::string(style->end));
    std::string result = beginning.empty() ? "" : beginning + newline;
    for (std::int64_t count = 0; !prefix.empty() && count < number("prefix_count"); ++count)
        result += prefix == newline ? newline : prefix + newline;
    const std::string body = decoration + replaced(call.input_text(), newline, newline + decoration);
    result += replaced(body, decoration + newline, bare + newline);
    for (std::int64_t count = 0; count < number("postfix_count"); ++count)
        result += newline + postfix;
    return end.empty() ? result : result + newline + end;
}

Value quote(Call& call) {
    return modules::shell_quoted(call.input().is_null() ? "" : call.input_text());
}

Value escape(Call& call) {
    std::string text;
    for (const char character : call.input_text()) {
        switch (character) {
        case '&':
            text += "&amp;";
            break;
        case '<':
            text += "&lt;";
            break;
        case '>':
            text += "&gt;";
            break;
        case '"':
            text += "&#34;";
            break;
        case '\'':
            text += "&#39;";
            break;
        default:
            text += character;
        }
    }
    return text;
}

constexpr Builtin text_filters_table[] = {
    {"capitalize", capitalize},
    {"center", center, "width?"},
    {"comment", comment, "style? **"},
    {"e", escape},
    {"escape", escape},
    {"forceescape", escape},
    {"format", format, "* **"},
    {"indent", indent, "width? first? blank?"},
    {"lower", lower},
    {"quote", quote},
    {"replace", replace, "old new count?"},
    {"safe", same, "", hands_on},
    {"split", split, "sep? maxsplit?"},
    {"string", string, "", stays_text},
    {"title", title},
    {"trim", trim, "chars?"},
    {"truncate", truncate, "length? killwords? end? leeway?"},
    {"upper", upper},
    {"wordcount", wordcount},
    {"wordwrap", wordwrap, "width? break_long_words? wrapstring? break_on_hyphens?"}};

}  // namespace

std::span<const Builtin> text_filters() {
    return text_filters_table;
}

}  // namespace interpreter
