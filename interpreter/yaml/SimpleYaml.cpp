#include "interpreter/yaml/SimpleYaml.hpp"

#include "interpreter/yaml/PlainScalar.hpp"
#include "modules/value/Text.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <vector>

namespace interpreter {

namespace {

/// Thrown (and caught) here only: the text is not simple.
struct NotSimple {};

constexpr int deepest = 50;
constexpr std::size_t longest_key = 200;

bool is_letter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
}

/// A line with something on it: where it begins, and its text from there on.
struct SimpleLine {
    std::size_t indentation = 0;
    std::size_t offset = 0;
    std::string_view content;
    [[nodiscard]] bool is_item() const { return content.starts_with("- "); }
};

class SimpleReader {
  public:
    explicit SimpleReader(const YamlText& text) : text_(text) {}

    YamlNode read() {
        split();
        if (lines_.empty() || lines_.front().indentation != 0 || lines_.front().is_item()) throw NotSimple{};
        YamlNode document = mapping(0, 0);
        if (next_ != lines_.size()) throw NotSimple{};
        return document;
    }

  private:
    void split() {
        const std::string_view all = text_.characters();
        if (all.find_first_of("\t\r") != std::string_view::npos) throw NotSimple{};
        bool may_begin_document = true;
        for (std::size_t start = 0; start < all.size();) {
            const std::size_t end = std::min(all.find('\n', start), all.size());
            const std::string_view line = all.substr(start, end - start);
            const std::size_t indentation = std::min(line.find_first_not_of(' '), line.size());
            const std::size_t offset = start + indentation;
            std::string_view content = line.substr(indentation);
            start = end + 1;
            if (content.empty() || content.front() == '#') continue;
            content = content.substr(0, content.find_last_not_of(' ') + 1);
            const bool begins_document = may_begin_document && indentation == 0 && content == "---";
            may_begin_document = false;
            if (!begins_document) lines_.push_back({indentation, offset, content});
        }
    }

    [[nodiscard]] const SimpleLine* line() const { return next_ < lines_.size() ? &lines_[next_] : nullptr; }

    YamlNode mapping(std::size_t indentation, int depth) {
        if (depth > deepest) throw NotSimple{};
        YamlNode node;
        node.shape = YamlNode::Shape::map;
        node.position = text_.position(line()->offset);
        std::unordered_set<std::string> seen;
        while (line() != nullptr && line()->indentation == indentation && !line()->is_item()) {
            node.entries.push_back(entry(indentation, depth));
            if (!seen.insert(node.entries.back().key).second) throw NotSimple{};
        }
        if (line() != nullptr && line()->indentation > indentation) throw NotSimple{};
        return node;
    }

    YamlEntry entry(std::size_t indentation, int depth) {
        const SimpleLine current = *line();
        ++next_;
        std::size_t colon = 0;
        while (colon < current.content.size() && is_key_character(current.content[colon]))
            ++colon;
        const bool has_key = colon > 0 && colon < longest_key && is_letter(current.content.front()) &&
                             colon < current.content.size() && current.content[colon] == ':';
        if (!has_key) throw NotSimple{};
        YamlEntry made;
        made.key_position = text_.position(current.offset);
        made.key = key_text(resolve_plain_scalar(current.content.substr(0, colon), made.key_position));
        const std::string_view behind = current.content.substr(colon + 1);
        if (!behind.empty() && behind.front() != ' ') throw NotSimple{};
        const std::size_t skipped = std::min(behind.find_first_not_of(' '), behind.size());
        const std::string_view value = behind.substr(skipped);
        made.value = value.empty() || value.front() == '#'
                         ? below(indentation, made.key_position, depth)
                         : scalar(value, current.offset + colon + 1 + skipped);
        return made;
    }

    static bool is_key_character(char letter) {
        return is_letter(letter) || modules::is_digit(letter) || letter == '-' || letter == '.';
    }

    /// What stands on the lines below a key without a value of its own.
    YamlNode below(std::size_t indentation, Position key, int depth) {
        const SimpleLine* following = line();
        const bool has_list =
            following != nullptr && following->is_item() && following->indentation >= indentation;
        if (has_list) return list(following->indentation);
        if (following != nullptr && following->indentation > indentation)
            return mapping(following->indentation, depth + 1);
        YamlNode nothing;
        nothing.position = key;
        return nothing;
    }

    YamlNode list(std::size_t indentation) {
        YamlNode node;
        node.shape = YamlNode::Shape::list;
        node.position = text_.position(line()->offset);
        while (line() != nullptr && line()->indentation == indentation && line()->is_item()) {
            const SimpleLine current = *line();
            ++next_;
            const std::size_t skipped =
                std::min(current.content.find_first_not_of(' ', 1), current.content.size());
            const std::string_view value = current.content.substr(skipped);
            if (value.empty() || value.front() == '#') throw NotSimple{};
            node.items.push_back(scalar(value, current.offset + skipped));
        }
        if (line() != nullptr && line()->indentation > indentation) throw NotSimple{};
        return node;
    }

    [[nodiscard]] YamlNode scalar(std::string_view text, std::size_t offset) const {
        const bool is_ascii = std::all_of(
            text.begin(), text.end(), [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
        if (!is_ascii) throw NotSimple{};
        if (text.front() == '"' || text.front() == '\'') return quoted(text, offset);
        const std::string_view whole = text.substr(0, text.find(" #"));
        const std::string_view value = whole.substr(0, whole.find_last_not_of(' ') + 1);
        if (!may_be_plain(value)) throw NotSimple{};
        YamlNode node;
        node.position = text_.position(offset);
        node.source = value;
        node.scalar = resolve_plain_scalar(value, node.position);
        node.shape = node.scalar.is_null() ? YamlNode::Shape::null : YamlNode::Shape::scalar;
        return node;
    }

    static bool may_be_plain(std::string_view value) {
        const char first = value.front();
        const bool begins_plainly =
            is_letter(first) || modules::is_digit(first) || first == '/' || first == '.' || first == '~' ||
            first == '+' || first == '(' || first == '$' ||
            (first == '-' && value.size() > 1 && (is_letter(value[1]) || modules::is_digit(value[1])));
        return begins_plainly && !value.ends_with(':') && value.find(": ") == std::string_view::npos &&
               !value.starts_with("...");
    }

    [[nodiscard]] YamlNode quoted(std::string_view text, std::size_t offset) const {
        const char quote = text.front();
        const std::size_t end = text.find(quote, 1);
        if (end == std::string_view::npos) throw NotSimple{};
        const std::string_view value = text.substr(1, end - 1);
        const std::string_view behind = text.substr(end + 1);
        const bool ends_here =
            behind.empty() || behind.substr(behind.find_first_not_of(' ')).starts_with('#');
        const bool is_comment_apart = behind.empty() || behind.front() == ' ';
        if (!ends_here || !is_comment_apart || (quote == '"' && value.find('\\') != value.npos))
            throw NotSimple{};
        YamlNode node;
        node.shape = YamlNode::Shape::scalar;
        node.position = text_.position(offset);
        node.source = value;
        node.scalar = Value::written(node.source, text_.position(offset + 1));
        node.quoted = true;
        return node;
    }

    const YamlText& text_;
    std::vector<SimpleLine> lines_;
    std::size_t next_ = 0;
};

}  // namespace

std::optional<YamlNode> read_simple_yaml(const YamlText& text) {
    try {
        return SimpleReader(text).read();
    } catch (const NotSimple&) {
        return std::nullopt;
    }
}

}  // namespace interpreter
