#include "modules/files/IniEdit.hpp"

#include "modules/files/LineEdit.hpp"
#include "modules/value/Pattern.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules {

namespace {

struct Line {
    std::string text;
    /// Already as asked for: not to be used for another value, nor removed.
    bool settled = false;
};

/// What a line says of the option: its value, and whether it is commented out.
struct Setting {
    std::string value;
    bool active = true;
};

class SectionEditor {
  public:
    explicit SectionEditor(const IniFileArguments& wanted)
        : wanted_(wanted), pattern_(fmt::format("^([#;]?)[ \\t]*{}[ \\t]*(=|$)[ \\t]*(.*)",
                                                escaped_pattern(wanted.option.value_or("")))) {
        if (wanted.value) values_.push_back(wanted.value->characters);
        for (const Text& value : wanted.values.value_or(std::vector<Text>{}))
            if (std::find(values_.begin(), values_.end(), value.characters) == values_.end())
                values_.push_back(value.characters);
    }

    void set(std::vector<Line>& section) {
        // Active lines first: a comment that shows an example is used only where nothing else fits.
        for (const bool active : {true, false})
            settle_lines_that_fit(section, active);
        if (wanted_.exclusive && !wanted_.allow_no_value) {
            for (const bool active : {true, false})
                reuse_lines(section, active);
            erase_lines(section, [](const Line& line, const Setting&) { return !line.settled; });
        }
        add_missing(section);
    }

    void remove(std::vector<Line>& section) {
        erase_lines(section, [this](const Line&, const Setting& setting) {
            return wanted_.exclusive ||
                   std::find(values_.begin(), values_.end(), setting.value) != values_.end();
        });
    }

    /// The lines of a section that is new.
    [[nodiscard]] std::vector<std::string> fresh_lines() const {
        std::vector<std::string> lines;
        if (!wanted_.option) return lines;
        for (const std::string& value : values_)
            lines.push_back(assignment(value));
        if (lines.empty() && wanted_.allow_no_value) lines.push_back(*wanted_.option + "\n");
        return lines;
    }

    [[nodiscard]] const std::string& message() const { return message_; }

  private:
    [[nodiscard]] std::optional<Setting> setting_of(const std::string& line) const {
        const std::string_view bare = std::string_view(line).substr(0, line.find('\n'));
        const std::optional<PatternMatch> match = pattern_.search(bare);
        if (!match) return std::nullopt;
        const auto group = [&](std::size_t number) {
            const PatternMatch::Range range = match->groups[number].value();
            return std::string(bare.substr(range.start, range.end - range.start));
        };
        return Setting{group(3), group(1).empty()};
    }

    [[nodiscard]] std::string assignment(const std::string& value) const {
        const std::string_view equals = wanted_.no_extra_spaces ? "=" : " = ";
        return fmt::format("{}{}{}\n", *wanted_.option, equals, value);
    }

    void put(Line& line, std::string text, const Setting& present, const std::string& value) {
        line.settled = true;
        const bool only_spaces_differ = wanted_.ignore_spaces && present.active && present.value == value;
        if (line.text == text || only_spaces_differ) return;
        line.text = std::move(text);
        message_ = "option changed";
    }

    void settle_lines_that_fit(std::vector<Line>& section, bool active) {
        for (Line& line : section) {
            const std::optional<Setting> setting = setting_of(line.text);
            if (!setting || line.settled || setting->active != active) continue;
            if (!active && !wanted_.modify_inactive_option) continue;
            const auto found = std::find(values_.begin(), values_.end(), setting->value);
            if (found != values_.end()) {
                const bool bare = setting->value.empty() && wanted_.allow_no_value;
                put(line, bare ? *wanted_.option + "\n" : assignment(*found), *setting, *found);
                bare_option_present_ = bare_option_present_ || bare;
                values_.erase(found);
            } else if (values_.empty() && wanted_.allow_no_value && !bare_option_present_) {
                put(line, *wanted_.option + "\n", *setting, "");
                bare_option_present_ = true;
            }
        }
    }

    void reuse_lines(std::vector<Line>& section, bool active) {
        for (Line& line : section) {
            if (values_.empty()) return;
            const std::optional<Setting> setting = setting_of(line.text);
            if (!setting || line.settled || setting->active != active) continue;
            if (!active && !wanted_.modify_inactive_option) continue;
            put(line, assignment(values_.front()), *setting, values_.front());
            values_.erase(values_.begin());
        }
    }

    template <class Condition>
    void erase_lines(std::vector<Line>& section, const Condition& condition) {
        const auto erased = std::erase_if(section, [&](const Line& line) {
            const std::optional<Setting> setting = setting_of(line.text);
            return setting && setting->active && condition(line, *setting);
        });
        if (erased > 0) message_ = "option changed";
    }

    void add_missing(std::vector<Line>& section) {
        std::vector<std::string> added;
        for (const std::string& value : values_)
            added.push_back(assignment(value));
        if (values_.empty() && wanted_.allow_no_value && !bare_option_present_ && !wanted_.value &&
            !wanted_.values)
            added.push_back(*wanted_.option + "\n");
        if (added.empty()) return;
        // Behind the last setting: blank lines and comments at the section's end belong to what follows.
        static const Pattern blank_or_comment("^[ \\t]*([#;].*)?$");
        const auto last = std::find_if(section.rbegin(), section.rend(), [](const Line& line) {
            return !blank_or_comment.found_in(std::string_view(line.text).substr(0, line.text.find('\n')));
        });
        std::vector<Line> lines;
        for (std::string& text : added)
            lines.push_back({std::move(text), true});
        section.insert(last.base(), lines.begin(), lines.end());
        message_ = "option added";
    }

    const IniFileArguments& wanted_;
    Pattern pattern_;
    std::vector<std::string> values_;
    bool bare_option_present_ = false;
    std::string message_ = "OK";
};

bool is_header(const std::string& line, const std::string& section) {
    return line.starts_with("[" + section + "]");
}

/// Where a section's lines are, its header among them.
std::optional<std::pair<std::size_t, std::size_t>> range_of(const std::vector<std::string>& lines,
                                                            const std::optional<std::string>& section) {
    std::size_t start = 0;
    if (section)
        while (start < lines.size() && !is_header(lines[start], *section))
            ++start;
    if (section && start == lines.size()) return std::nullopt;
    std::size_t end = section ? start + 1 : 0;
    while (end < lines.size() && !lines[end].starts_with('['))
        ++end;
    return std::pair{start, end};
}

IniEdit with_new_section(const IniFileArguments& wanted, std::string text, const SectionEditor& editor) {
    const std::vector<std::string> added = editor.fresh_lines();
    // A file without a line begins with an empty one, as Ansible makes it.
    if (text.empty()) text = "\n";
    text += fmt::format("[{}]\n", *wanted.section);
    for (const std::string& line : added)
        text += line;
    return {std::move(text), added.empty() ? "only section added" : "section and option added"};
}

}  // namespace

IniEdit with_ini_option(const IniFileArguments& wanted, std::string_view text) {
    std::vector<std::string> lines = lines_with_ends(text);
    const bool adds = wanted.state == Presence::present;
    SectionEditor editor(wanted);
    const auto range = range_of(lines, wanted.section);
    if (!range) {
        if (!adds) return {std::string(text), "OK"};
        std::string whole(text);
        if (!whole.empty() && !whole.ends_with('\n')) whole += '\n';
        return with_new_section(wanted, std::move(whole), editor);
    }
    std::vector<Line> section;
    for (std::size_t place = range->first; place < range->second; ++place)
        section.push_back({lines[place], wanted.section && place == range->first});
    std::string message = "OK";
    if (wanted.option) {
        if (adds && !section.empty() && !section.back().text.ends_with('\n')) section.back().text += '\n';
        adds ? editor.set(section) : editor.remove(section);
        message = editor.message();
        if (message == "OK") return {std::string(text), message};
    } else if (!adds && wanted.section) {
        section.clear();
        message = "section removed";
    }
    IniEdit edit{{}, message};
    for (std::size_t place = 0; place < range->first; ++place)
        edit.text += lines[place];
    for (const Line& line : section)
        edit.text += line.text;
    for (std::size_t place = range->second; place < lines.size(); ++place)
        edit.text += lines[place];
    return edit;
}

}  // namespace modules
