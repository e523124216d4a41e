#include "interpreter/inventory/IniInventory.hpp"

#include "interpreter/inventory/HostLine.hpp"
#include "interpreter/inventory/HostRange.hpp"
#include "interpreter/inventory/PythonLiteral.hpp"
#include "modules/value/Text.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace interpreter {

namespace {

constexpr std::string_view blanks = " \t\r";

std::size_t first_of(std::string_view text) {
    const std::size_t first = text.find_first_not_of(blanks);
    return first == std::string_view::npos ? text.size() : first;
}

class IniReader {
  public:
    IniReader(const SourceFiles& files, std::uint32_t file, InventoryBuilder& builder)
        : file_(file), text_(files.text(file)), builder_(builder), group_(builder.find_group("ungrouped")) {}

    void read() {
        constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
        if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
        while (!text_.empty()) {
            const std::size_t end = std::min(text_.find('\n'), text_.size());
            line_ = text_.substr(0, end);
            text_.remove_prefix(std::min(end + 1, text_.size()));
            ++number_;
            read_line();
        }
        report_unknown_groups();
    }

  private:
    enum class Section { hosts, children, variables, unknown };

    /// A group that was named before it was declared.
    struct Pending {
        std::string name;
        Position position;
        /// Those that named it as a child; empty for a [name:vars] section.
        std::vector<std::pair<Group*, Position>> parents;
    };

    /// Long lines are asked from left to right.
    [[nodiscard]] Position at(std::size_t offset) {
        if (place_.line != number_ || offset < place_offset_) {
            place_ = {file_, static_cast<std::uint32_t>(number_), 1};
            place_offset_ = 0;
        }
        const std::string_view passed = line_.substr(place_offset_, offset - place_offset_);
        place_ = advanced(place_, passed, passed.size());
        place_offset_ = offset;
        return place_;
    }
    void error(std::string message, std::size_t offset, std::string hint) {
        builder_.diagnostics().error(std::move(message), at(offset), std::move(hint));
    }

    void read_line() {
        const std::string_view content = modules::trimmed(line_);
        if (content.empty() || content.front() == '#' || content.front() == ';') return;
        if (content.front() == '[' && read_header(content)) return;
        switch (section_) {
        case Section::hosts:
            return read_host();
        case Section::children:
            return read_child(content);
        case Section::variables:
            return read_variable();
        case Section::unknown:
            return;
        }
    }

    /// False when the line is no header but a host that begins with a range.
    bool read_header(std::string_view content) {
        const std::size_t start = first_of(line_);
        const std::size_t close = content.find(']');
        const std::string_view behind =
            close == content.npos ? content : modules::trimmed(content.substr(close + 1));
        const bool is_header = close != content.npos && (behind.empty() || behind.front() == '#');
        if (!is_header) {
            if (close != content.npos) return false;
            error("this '[' is never closed", start, "a group is written '[name]'");
            section_ = Section::unknown;
            return true;
        }
        const std::string_view inside = content.substr(1, close - 1);
        const std::size_t colon = std::min(inside.find(':'), inside.size());
        const std::string name(inside.substr(0, colon));
        const std::string_view kind = inside.substr(std::min(colon + 1, inside.size()));
        if (name.empty() || inside.find_first_of(" \t") != inside.npos) {
            error("'" + std::string(content.substr(0, close + 1)) + "' names no group", start + 1,
                  "write '[name]', '[name:children]' or '[name:vars]', without spaces");
            section_ = Section::unknown;
            return true;
        }
        begin_section(name, kind, start + 1, colon == inside.size());
        return true;
    }

    void begin_section(const std::string& name, std::string_view kind, std::size_t offset, bool is_plain) {
        static const std::vector<std::string> kinds{"children", "hosts", "vars"};
        if (is_plain || kind == "hosts") {
            section_ = Section::hosts;
        } else if (kind == "children") {
            section_ = Section::children;
        } else if (kind == "vars") {
            section_ = Section::variables;
        } else {
            std::string hint = did_you_mean(kind, kinds);
            error("unknown kind of section '" + std::string(kind) + "'", offset + name.size() + 1,
                  hint.empty() ? "there are [name], [name:children] and [name:vars]" : std::move(hint));
            section_ = Section::unknown;
            return;
        }
        const bool is_new = builder_.find_group(name) == nullptr;
        if (section_ == Section::variables) {
            if (is_new && find_pending(name) == nullptr) pending_.push_back({name, at(offset), {}});
            group_ = &builder_.add_group(name, {});
            return;
        }
        group_ = &builder_.add_group(name, at(offset));
        if (const Pending* waiting = find_pending(name)) {
            for (const auto& [parent, position] : waiting->parents)
                builder_.add_child(*parent, *group_, position);
            std::erase_if(pending_, [&](const Pending& other) { return other.name == name; });
        }
    }

    Pending* find_pending(std::string_view name) {
        for (Pending& waiting : pending_)
            if (waiting.name == name) return &waiting;
        return nullptr;
    }

    void read_child(std::string_view content) {
        const std::size_t start = first_of(line_);
        const std::string name(modules::trimmed(content.substr(0, content.find('#'))));
        if (const std::size_t odd = name.find_first_of(" \t:]="); odd != std::string::npos)
            return error("one group a line is expected among children", start + odd,
                         "variables of the group belong below '[" + group_->name + ":vars]'");
        Group* child = builder_.find_group(name);
        Pending* waiting = find_pending(name);
        if (child != nullptr && waiting == nullptr) return builder_.add_child(*group_, *child, at(start));
        if (waiting == nullptr) waiting = &pending_.emplace_back(Pending{name, at(start), {}});
        waiting->parents.emplace_back(group_, at(start));
    }

    void read_variable() {
        const std::size_t equals = line_.find('=');
        const std::size_t start = first_of(line_);
        if (equals == std::string_view::npos)
            return error("'name=value' was expected here", start,
                         "hosts belong below '[" + group_->name + "]', variables look like 'port=80'");
        const std::string name(modules::trimmed(line_.substr(start, equals - start)));
        if (name.empty()) return error("the name of the variable is missing", start, "write 'name=value'");
        const std::size_t value = equals + 1 + first_of(line_.substr(equals + 1));
        builder_.set_variable(*group_, name, value_of(modules::trimmed(line_.substr(value)), at(value)),
                              at(start));
    }

    static Value value_of(std::string_view text, Position position) {
        if (std::optional<Value> literal = read_python_literal(text, position)) return *std::move(literal);
        return Value::written(std::string(text), position);
    }

    void read_host() {
        const LineWords line = split_host_line(line_);
        if (line.open_quote != std::string_view::npos)
            return error("the quote that opens here is never closed", line.open_quote,
                         "close it on this line, or write a backslash before it");
        const LineWord& first = line.words.front();
        const std::size_t start = first.offsets.front();
        if (first.text.find('=') != std::string::npos)
            builder_.diagnostics().warning("'" + first.text + "' is read as the name of a host", at(start),
                                           "variables stand behind the name of a host, or below '[" +
                                               group_->name + ":vars]'");
        NamedHosts hosts;
        try {
            if (first.text == "---")
                throw DiagnosticError("'---' begins a YAML file, but this is read as INI", at(start),
                                      "name the file with the ending .yml");
            hosts = expand_hosts(first.text, at(start));
        } catch (const DiagnosticError& wrong) {
            return builder_.diagnostics().add(wrong.diagnostic());
        }
        std::vector<Host*> added;
        for (const std::string& name : hosts.names)
            added.push_back(&builder_.add_host(name, *group_, at(start)));
        if (hosts.port)
            for (Host* host : added)
                builder_.set_variable(*host, "ansible_port", *hosts.port, at(start));
        for (std::size_t index = 1; index < line.words.size(); ++index)
            if (!read_host_variable(line.words[index], added)) return;
    }

    /// False after a mistake, which what follows would only repeat.
    bool read_host_variable(const LineWord& word, const std::vector<Host*>& hosts) {
        const std::size_t equals = word.text.find('=');
        const std::size_t start = word.offsets.front();
        if (equals == std::string::npos || equals == 0) {
            const bool is_comment = word.text.starts_with(';');
            error("'name=value' was expected behind the host", start,
                  is_comment ? "a comment at the end of a line begins with '#'"
                             : "one host a line; quote values that hold spaces: name='two words'");
            return false;
        }
        const std::string_view text = std::string_view(word.text).substr(equals + 1);
        const Value value = value_of(text, at(word.offsets[equals + 1]));
        for (Host* host : hosts)
            builder_.set_variable(*host, word.text.substr(0, equals), value, at(start));
        return true;
    }

    void report_unknown_groups() {
        for (const Pending& waiting : pending_) {
            std::vector<std::string> known = builder_.group_names();
            std::erase(known, waiting.name);
            std::string hint = did_you_mean(waiting.name, known);
            if (hint.empty()) hint = "declare it with '[" + waiting.name + "]'";
            const std::string& what = "group '" + waiting.name + "' is nowhere declared";
            if (waiting.parents.empty()) builder_.diagnostics().error(what, waiting.position, hint);
            for (const auto& [parent, position] : waiting.parents)
                builder_.diagnostics().error(what, position, hint);
        }
    }

    std::uint32_t file_;
    std::string_view text_;
    InventoryBuilder& builder_;
    Group* group_;
    Section section_ = Section::hosts;
    std::string_view line_;
    std::size_t number_ = 0;
    Position place_;
    std::size_t place_offset_ = 0;
    std::vector<Pending> pending_;
};

}  // namespace

void read_ini_inventory(const SourceFiles& files, std::uint32_t file, InventoryBuilder& builder) {
    IniReader(files, file, builder).read();
}

}  // namespace interpreter
