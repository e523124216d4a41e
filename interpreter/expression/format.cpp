#include "interpreter/expression/format.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/FormatSpecification.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/source/Diagnostic.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace interpreter {

namespace {

/// One `format % arguments`.
class PrintfFormatter {
  public:
    PrintfFormatter(std::string_view format, const Value& arguments, Position position)
        : format_(format), arguments_(arguments), position_(position) {
        if (const Tuple* tuple = object_in<Tuple>(arguments)) {
            items_ = tuple->items();
        } else {
            items_.push_back(arguments);
            whole_ = true;
        }
    }

    std::string run() {
        std::string result;
        while (at_ < format_.size()) {
            if (format_[at_] != '%') {
                result += format_[at_++];
            } else if (at_ + 1 < format_.size() && format_[at_ + 1] == '%') {
                result += '%';
                at_ += 2;
            } else {
                ++at_;
                result += conversion();
            }
        }
        const bool unused = used_ < items_.size() && !(whole_ && arguments_.is_map());
        if (unused && !named_) fail("more values than the format has places for");
        return result;
    }

  private:
    [[noreturn]] void fail(const std::string& what) {
        throw DiagnosticError("cannot format with '" + std::string(format_) + "': " + what, position_);
    }

    const Value& next() {
        if (used_ == items_.size()) fail("it has more places than there are values");
        return items_[used_++];
    }

    std::size_t number() {
        if (at_ < format_.size() && format_[at_] == '*') {
            ++at_;
            const Value& value = next();
            if (!value.is_integer()) fail("'*' needs an integer");
            return static_cast<std::size_t>(std::max<std::int64_t>(0, value.as_integer()));
        }
        std::size_t value = 0;
        while (at_ < format_.size() && format_[at_] >= '0' && format_[at_] <= '9' && value < 1000000)
            value = value * 10 + static_cast<std::size_t>(format_[at_++] - '0');
        return value;
    }

    std::string conversion() {
        std::optional<std::string> name;
        if (at_ < format_.size() && format_[at_] == '(') {
            const std::size_t end = format_.find(')', at_);
            if (end == std::string_view::npos) fail("'%(' without ')'");
            name = std::string(format_.substr(at_ + 1, end - at_ - 1));
            at_ = end + 1;
            named_ = true;
        }
        FormatSpecification specification;
        bool zero = false;
        for (; at_ < format_.size(); ++at_) {
            const char flag = format_[at_];
            if (flag == '-')
                specification.alignment = '<';
            else if (flag == '+')
                specification.sign = '+';
            else if (flag == ' ')
                specification.sign = specification.sign == '+' ? '+' : ' ';
            else if (flag == '#')
                specification.alternate = true;
            else if (flag == '0')
                zero = true;
            else
                break;
        }
        specification.width = number();
        if (at_ < format_.size() && format_[at_] == '.') {
            ++at_;
            specification.precision = static_cast<int>(number());
        }
        while (at_ < format_.size() && std::string_view("hlL").find(format_[at_]) != std::string_view::npos)
            ++at_;
        if (at_ == format_.size()) fail("it ends in the middle of a place");
        const char type = format_[at_++];
        if (zero && specification.alignment == '\0') {
            specification.fill = U'0';
            specification.alignment = '=';
        }
        return converted(type, name ? by_name(*name) : next(), specification);
    }

    Value by_name(const std::string& name) {
        if (!arguments_.is_map()) fail("'%(" + name + ")' needs a mapping");
        std::optional<Value> found = arguments_.get(name);
        if (!found) fail("there is no '" + name + "'");
        return *std::move(found);
    }

    std::string converted(char type, const Value& value, FormatSpecification specification) {
        const bool number = value.is_integer() || value.is_real() || value.is_boolean();
        if (specification.alignment == '\0') specification.alignment = '>';
        try {
            switch (type) {
            case 's':
            case 'r':
            case 'a':
                specification.type = 's';
                specification.fill = U' ';
                if (specification.alignment == '=') specification.alignment = '>';
                return formatted(Value(type == 's' ? to_python_text(value) : to_python_repr(value)),
                                 specification);
            case 'd':
            case 'i':
            case 'u':
                if (!number) fail("'%d' needs a number, found " + described_kind(value));
                specification.type = 'd';
                return formatted(value.is_real() ? Value(static_cast<std::int64_t>(value.as_real())) : value,
                                 specification);
            case 'c':
                specification.type = value.is_text() ? 's' : 'c';
                return formatted(value, specification);
            case 'x':
            case 'X':
            case 'o':
                if (!value.is_integer())
                    fail(std::string("'%") + type + "' needs an integer, found " + described_kind(value));
                specification.type = type;
                return formatted(value, specification);
            case 'e':
            case 'E':
            case 'f':
            case 'F':
            case 'g':
            case 'G':
                if (!number)
                    fail(std::string("'%") + type + "' needs a number, found " + described_kind(value));
                specification.type = type;
                return formatted(value, specification);
            default:
                break;
            }
        } catch (const std::invalid_argument& error) {
            fail(error.what());
        }
        fail(std::string("there is no conversion '%") + type + "'");
    }

    std::string_view format_;
    const Value& arguments_;
    Position position_;
    List items_;
    bool whole_ = false;
    bool named_ = false;
    std::size_t at_ = 0;
    std::size_t used_ = 0;
};

/// One `format.format(…)`.
class BraceFormatter {
  public:
    BraceFormatter(const List& positional, const std::vector<std::pair<std::string, Value>>& named,
                   Position position)
        : positional_(positional), named_(named), position_(position) {}

    std::string run(std::string_view format) {
        std::string result;
        for (std::size_t at = 0; at < format.size();) {
            const char character = format[at];
            const bool doubled = at + 1 < format.size() && format[at + 1] == character;
            if ((character == '{' || character == '}') && doubled) {
                result += character;
                at += 2;
            } else if (character == '{') {
                const std::size_t end = closing(format, at);
                result += field(format.substr(at + 1, end - at - 1));
                at = end + 1;
            } else if (character == '}') {
                fail("a single '}' in the format; write '}}'");
            } else {
                result += character;
                ++at;
            }
        }
        return result;
    }

  private:
    [[noreturn]] void fail(const std::string& what) {
        throw DiagnosticError("cannot format: " + what, position_);
    }

    std::size_t closing(std::string_view format, std::size_t from) {
        int depth = 0;
        for (std::size_t at = from; at < format.size(); ++at) {
            if (format[at] == '{') ++depth;
            if (format[at] == '}' && --depth == 0) return at;
        }
        fail("a '{' is never closed");
    }

    std::string field(std::string_view text) {
        std::string_view specification;
        char conversion = '\0';
        if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
            specification = text.substr(colon + 1);
            text = text.substr(0, colon);
        }
        if (const std::size_t mark = text.find('!'); mark != std::string_view::npos) {
            if (mark + 2 == text.size()) conversion = text[mark + 1];
            text = text.substr(0, mark);
        }
        Value value = lookup(text);
        if (conversion == 'r') value = to_python_repr(value);
        if (conversion == 's') value = to_python_text(value);
        try {
            return formatted(value, parse_format_specification(run(specification)));
        } catch (const std::invalid_argument& error) {
            fail(error.what());
        }
    }

    Value lookup(std::string_view path) {
        const std::size_t end = std::min(path.find_first_of(".["), path.size());
        Value value = root(path.substr(0, end));
        std::string_view rest = path.substr(end);
        while (!rest.empty()) {
            const bool bracket = rest.front() == '[';
            const std::size_t stop =
                bracket ? rest.find(']') : std::min(rest.find_first_of(".[", 1), rest.size());
            if (stop == std::string_view::npos) fail("a '[' is never closed");
            const std::string_view key = rest.substr(1, stop - 1);
            value = part(value, key);
            rest.remove_prefix(bracket ? stop + 1 : stop);
        }
        return value;
    }

    Value part(const Value& value, std::string_view key) {
        if (const List* items = sequence_in(value)) {
            std::size_t index = 0;
            const auto parsed = std::from_chars(key.data(), key.data() + key.size(), index);
            if (parsed.ec == std::errc() && index < items->size()) return (*items)[index];
        }
        if (std::optional<Value> found = value.get(key)) return *std::move(found);
        fail("there is no '" + std::string(key) + "'");
    }

    Value root(std::string_view name) {
        std::size_t index = next_;
        const auto parsed = std::from_chars(name.data(), name.data() + name.size(), index);
        if (name.empty()) ++next_;
        if (name.empty() || parsed.ec == std::errc()) {
            if (index >= positional_.size()) fail("it has more places than there are values");
            return positional_[index];
        }
        for (const auto& [key, value] : named_)
            if (key == name) return value;
        fail("there is no value named '" + std::string(name) + "'");
    }

    const List& positional_;
    const std::vector<std::pair<std::string, Value>>& named_;
    Position position_;
    std::size_t next_ = 0;
};

}  // namespace

std::string printf_formatted(std::string_view format, const Value& arguments, Position position) {
    return PrintfFormatter(format, arguments, position).run();
}

std::string brace_formatted(std::string_view format, const List& positional,
                            const std::vector<std::pair<std::string, Value>>& named, Position position) {
    return BraceFormatter(positional, named, position).run(format);
}

}  // namespace interpreter
