#pragma once

#include "interpreter/expression/yaml_scalar.hpp"
#include "interpreter/source/Position.hpp"

#include <optional>
#include <string>

namespace interpreter {

/// How PyYAML writes.
struct YamlStyle {
    int indent = 2;
    int width = 80;
    bool sorts_keys = true;
    bool explicit_start = false;
    /// Collections in brackets: always, never, or (nothing) those that hold scalars only.
    std::optional<bool> flow;
};

/// Writes a value as PyYAML (with libyaml) does, byte for byte: quoting, folding of long lines, indentation.
/// It walks like that emitter, because where a blank or a line end goes depends on what was written before.
class YamlWriter {
  public:
    explicit YamlWriter(const YamlStyle& style) : style_(style) {}
    std::string write(const Value& value);

  private:
    enum class Context { root, sequence, mapping, simple_key };

    void node(const Value& value, Context context);
    void block_list(const List& items, Context context);
    void block_map(const Map& map);
    void flow_list(const List& items);
    void flow_map(const Map& map);
    void scalar(const Value& value, Context context);
    void plain(const std::u32string& text, bool splits);
    void single_quoted(const std::u32string& text, bool splits);
    void double_quoted(const std::u32string& text, bool splits);
    void breaks(std::u32string_view run);

    void put(std::u32string_view text);
    void indicator(std::string_view sign, bool needs_blank, bool blank = false, bool indention = false);
    void new_indent();
    void line_break();
    void deeper(bool flow, bool same_indent = false);
    [[nodiscard]] bool in_flow(const Value& value) const;
    [[nodiscard]] std::vector<const Map::Entry*> entries(const Map& map) const;
    [[nodiscard]] bool past_width() const { return column_ > style_.width; }

    const YamlStyle& style_;
    std::string text_;
    int indent_ = -1;
    int flow_level_ = 0;
    int column_ = 0;
    // The last thing written was a blank; nothing but indentation stands on this line.
    bool blank_ = true;
    bool indention_ = true;
};

}  // namespace interpreter
