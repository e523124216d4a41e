#include "modules/module/TypedModule.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules {

namespace {

constexpr unsigned set_user = 04000;
constexpr unsigned set_group = 02000;
constexpr unsigned sticky = 01000;

/// One clause of a symbolic mode (chmod(1)): who, then one or more operators with permissions.
class Clause {
  public:
    Clause(std::string_view text, std::string_view whole) : text_(text), whole_(whole) {}

    [[nodiscard]] unsigned applied_to(unsigned bits, bool is_directory) {
        unsigned who = 0;
        for (; at_ < text_.size() && class_bits(text_[at_]) != 0; ++at_)
            who |= class_bits(text_[at_]);
        if (who == 0) who = 0777;
        if (at_ == text_.size()) refuse();
        while (at_ < text_.size())
            bits = operation(bits, who, is_directory);
        return bits;
    }

  private:
    static unsigned class_bits(char letter) {
        switch (letter) {
        case 'u':
            return 0700;
        case 'g':
            return 0070;
        case 'o':
            return 0007;
        case 'a':
            return 0777;
        default:
            return 0;
        }
    }

    unsigned operation(unsigned bits, unsigned who, bool is_directory) {
        const char operation = text_[at_++];
        if (operation != '+' && operation != '-' && operation != '=') refuse();
        unsigned wanted = 0;
        for (; at_ < text_.size() && std::string_view("+-=").find(text_[at_]) == std::string_view::npos;
             ++at_)
            wanted |= permission(text_[at_], bits, who, is_directory);
        if (operation == '+') return bits | wanted;
        if (operation == '-') return bits & ~wanted;
        unsigned cleared = who;
        // As chmod(1): "=" on a directory leaves the set-id bits that were not named.
        if (!is_directory)
            cleared |= ((who & 0700U) != 0 ? set_user : 0U) | ((who & 0070U) != 0 ? set_group : 0U);
        if (who == 0777) cleared |= sticky;
        return (bits & ~cleared) | wanted;
    }

    [[nodiscard]] unsigned permission(char letter, unsigned bits, unsigned who, bool is_directory) const {
        switch (letter) {
        case 'r':
            return who & 0444U;
        case 'w':
            return who & 0222U;
        case 'x':
            return who & 0111U;
        case 'X':
            return is_directory || (bits & 0111U) != 0 ? who & 0111U : 0;
        case 's':
            return ((who & 0700U) != 0 ? set_user : 0U) | ((who & 0070U) != 0 ? set_group : 0U);
        case 't':
            return (who & 0007U) != 0 ? sticky : 0U;
        case 'u':
            return who & spread(bits >> 6U);
        case 'g':
            return who & spread(bits >> 3U);
        case 'o':
            return who & spread(bits);
        default:
            refuse();
        }
    }

    static unsigned spread(unsigned three) { return (three & 7U) * 0111U; }

    [[noreturn]] void refuse() const {
        throw Failure(fmt::format(
            "\"{}\" is no mode: write it in octal (\"0644\") or as chmod does (\"u=rw,g-w\")", whole_));
    }

    std::string_view text_;
    std::string_view whole_;
    std::size_t at_ = 0;
};

}  // namespace

unsigned Mode::applied_to(unsigned present, bool is_directory) const {
    const bool octal = !written.empty() && std::all_of(written.begin(), written.end(), [](char character) {
        return character >= '0' && character <= '7';
    });
    // "0o644" is how newer YAML and Python write it.
    if (written.starts_with("0o")) return Mode{written.substr(2)}.applied_to(present, is_directory);
    if (octal && written.size() <= 6) {
        const unsigned long bits = std::stoul(written, nullptr, 8);
        if (bits <= 07777) return static_cast<unsigned>(bits);
    }
    unsigned bits = present;
    const std::string_view whole = written;
    for (std::size_t start = 0; start <= whole.size();) {
        const std::size_t end = std::min(whole.find(',', start), whole.size());
        bits = Clause(whole.substr(start, end - start), whole).applied_to(bits, is_directory);
        start = end + 1;
    }
    return bits;
}

}  // namespace modules
