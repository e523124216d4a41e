#include "interpreter/yaml/TreeBuilder.hpp"

#include "interpreter/yaml/LineShape.hpp"
#include "interpreter/yaml/MergeKeys.hpp"
#include "interpreter/yaml/PlainScalar.hpp"
#include "interpreter/yaml/TaggedScalar.hpp"
#include "modules/value/Text.hpp"

#include <yaml-cpp/mark.h>

#include <algorithm>

namespace interpreter {

namespace {

/// Aliases may multiply; a playbook never needs that many.
constexpr std::size_t most_copied_nodes = 1'000'000;

std::size_t offset_of(const YAML::Mark& mark) {
    return static_cast<std::size_t>(mark.pos);
}

std::size_t count_nodes(const YamlNode& node) {
    std::size_t count = 1;
    for (const YamlNode& item : node.items)
        count += count_nodes(item);
    for (const YamlEntry& entry : node.entries)
        count += count_nodes(entry.value);
    return count;
}

/// What stands there to the end of its line, or in brackets to the end of the `{{ … }}`.
std::string_view template_at(const YamlText& text, std::size_t offset, bool in_flow) {
    const std::string_view rest = text.characters().substr(offset);
    const std::string_view line =
        modules::trimmed(rest.substr(0, std::min(rest.find('\n'), rest.find(" #"))));
    const std::size_t end = line.find("}}");
    return end == std::string_view::npos || !in_flow ? line : line.substr(0, end + 2);
}

/// Text without quotes that goes on in a line that looks like an item of a list: where that line's dash
/// stands.
std::optional<std::size_t> swallowed_item(const YamlText& text, std::size_t offset,
                                          const std::string& value) {
    if (text.characters().substr(offset, value.size()) == value) return std::nullopt;
    const std::size_t last_word = value.find_last_of(' ') + 1;
    const std::string_view end_of_value = std::string_view(value).substr(last_word);
    for (std::size_t number = text.line_number(offset) + 1; number <= text.line_count(); ++number) {
        const std::string_view content = modules::trimmed(text.line(number));
        if (content.starts_with("- ")) return text.line_start(number) + text.line(number).find('-');
        if (content.ends_with(end_of_value) || colon_of_key(content)) return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

std::vector<TreeBuilder::Open> TreeBuilder::open_collections() const {
    std::vector<Open> open;
    for (const Frame& frame : frames_)
        open.push_back(frame.open);
    return open;
}

void TreeBuilder::OnDocumentStart(const YAML::Mark& mark) {
    frames_.clear();
    anchors_.clear();
    const std::size_t offset = offset_of(mark);
    if (documents_.empty() || gave_up_ || text_.characters().substr(offset).starts_with("---")) return;
    gave_up_ = true;
    diagnostics_.add(
        {Severity::error,
         "this does not belong to what stands above it",
         text_.position(offset),
         {{"what stands above begins here", documents_.back().position}},
         "indent it to belong to the line above; items of one list all begin with '- ' in one column"});
}

Position TreeBuilder::place_of_nothing(std::size_t offset) const {
    const std::string_view rest = text_.characters().substr(std::min(offset, text_.characters().size()));
    const bool is_written = rest.starts_with('~') || rest.starts_with("null") || rest.starts_with("Null") ||
                            rest.starts_with("NULL");
    if (is_written || frames_.empty()) return text_.position(offset);
    const Frame& frame = frames_.back();
    if (frame.node.is_map()) return frame.has_key ? frame.pending.key_position : text_.position(offset);
    const std::size_t dash = text_.characters().rfind('-', offset == 0 ? 0 : offset - 1);
    return text_.position(dash == std::string_view::npos || dash < frame.open.offset ? offset : dash);
}

void TreeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
    const std::size_t offset = text_.skip_properties(offset_of(mark));
    const std::string_view rest = text_.characters().substr(offset);
    const bool in_flow_list =
        !frames_.empty() && frames_.back().open.is_flow && frames_.back().node.is_list();
    if (in_flow_list && rest.starts_with(',') && !gave_up_)
        diagnostics_.error("an item is missing before this ','", text_.position(offset),
                           "remove the comma, or write '' for empty text");
    YamlNode node;
    node.position = place_of_nothing(offset);
    if (rest.starts_with('~')) node.source = "~";
    if (const std::string_view word = rest.substr(0, 4); word == "null" || word == "Null" || word == "NULL")
        node.source = word;
    deliver(std::move(node), anchor, offset);
}

void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
    const auto found = anchors_.find(anchor);
    const std::size_t offset = offset_of(mark);
    if (found == anchors_.end()) {
        diagnostics_.error("this alias stands inside what it names", text_.position(offset),
                           "a value cannot contain itself");
        deliver({}, 0, offset);
        return;
    }
    if (gave_up_) return deliver({}, 0, offset);
    copied_nodes_ += count_nodes(found->second);
    if (copied_nodes_ > most_copied_nodes) {
        gave_up_ = true;
        diagnostics_.error("aliases make this file larger than a million values", text_.position(offset),
                           "write out what is needed; aliases of aliases multiply");
        return deliver({}, 0, offset);
    }
    deliver(found->second, 0, offset);
}

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
    const std::size_t offset = text_.skip_properties(offset_of(mark));
    last_scalar_ = offset;
    YamlNode node;
    node.shape = YamlNode::Shape::scalar;
    node.position = text_.position(offset);
    node.source = value;
    const YamlText::Style style = text_.style_at(offset);
    node.quoted = style != YamlText::Style::plain || tag == "!";
    const bool in_quotes = style == YamlText::Style::single_quoted || style == YamlText::Style::double_quoted;
    if (in_quotes && !gave_up_ && !text_.end_of_quoted(offset)) {
        gave_up_ = true;
        diagnostics_.error("the quote that opens here is never closed", node.position,
                           std::string("close the text with ") +
                               (style == YamlText::Style::single_quoted ? "'" : "\""));
    }
    const Position first = text_.first_character(offset);
    if (tag == "?") {
        if (const std::optional<std::size_t> item = swallowed_item(text_, offset, value))
            diagnostics_.warning("this line reads as part of the text above, not as an item of a list",
                                 text_.position(*item),
                                 "give all items of a list one column, or quote the text");
        node.scalar = resolve_plain_scalar(value, first);
    } else if (tag == "!") {
        node.scalar = Value::written(value, first);
    } else {
        apply_tag(node, tag, first, text_.position(offset_of(mark)), diagnostics_);
    }
    if (node.scalar.is_null() && node.tag.empty()) node.shape = YamlNode::Shape::null;
    deliver(std::move(node), anchor, offset);
}

void TreeBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                                  YAML::EmitterStyle::value style) {
    start_collection(mark, tag, anchor, style, YamlNode::Shape::list);
}

void TreeBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value style) {
    start_collection(mark, tag, anchor, style, YamlNode::Shape::map);
}

void TreeBuilder::start_collection(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                                   YAML::EmitterStyle::value style, YamlNode::Shape shape) {
    const std::size_t offset = text_.skip_properties(offset_of(mark));
    Frame frame;
    frame.node.shape = shape;
    frame.node.position = text_.position(offset);
    frame.node.tag = collection_tag(tag, shape, text_.position(offset_of(mark)), diagnostics_);
    frame.open = {offset, shape == YamlNode::Shape::map, style == YAML::EmitterStyle::Flow};
    frame.anchor = anchor;
    frames_.push_back(std::move(frame));
}

void TreeBuilder::finish_collection() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    if (!frame.merges.empty()) merge_entries(frame.node, std::move(frame.merges));
    deliver(std::move(frame.node), frame.anchor, frame.open.offset);
}

void TreeBuilder::deliver(YamlNode node, YAML::anchor_t anchor, std::size_t offset) {
    if (anchor != 0) anchors_.insert_or_assign(anchor, node);
    if (frames_.empty()) {
        if (!gave_up_ || documents_.empty()) documents_.push_back(std::move(node));
        return;
    }
    Frame& frame = frames_.back();
    if (frame.node.is_list()) {
        frame.node.items.push_back(std::move(node));
    } else if (frame.node.is_scalar()) {
        return;  // An unquoted template, reported and kept as text.
    } else if (frame.has_key) {
        take_value(frame, std::move(node));
    } else {
        take_key(frame, std::move(node), offset);
    }
}

std::string_view TreeBuilder::report_unquoted_template(const Frame& frame) {
    const bool in_flow = frames_.size() > 1 && frames_[frames_.size() - 2].open.is_flow;
    const std::string_view written = template_at(text_, frame.open.offset, in_flow);
    if (!gave_up_)
        diagnostics_.error("a value that begins with '{{' must be quoted", frame.node.position,
                           "quote all of it: " + in_quotes(written));
    return written;
}

bool TreeBuilder::is_in_unquoted_template() const {
    return std::any_of(frames_.begin(), frames_.end(), [this](const Frame& frame) {
        return frame.open.is_flow && text_.characters().substr(frame.open.offset).starts_with("{{");
    });
}

void TreeBuilder::take_key(Frame& frame, YamlNode key, std::size_t offset) {
    const bool begins_template = frame.open.is_flow && key.is_map() && offset == frame.open.offset + 1;
    if (begins_template) {
        frame.node.source = report_unquoted_template(frame);
        frame.node.shape = YamlNode::Shape::scalar;
        frame.node.scalar = Value(frame.node.source);
        frame.node.entries.clear();
        return;
    }
    frame.has_key = true;
    frame.pending_is_merge = key.is_text() && key.source == "<<" && !key.quoted && key.tag.empty();
    frame.pending.key_position = key.position;
    frame.pending.key.clear();
    if (key.is_list() || key.is_map()) {
        if (is_in_unquoted_template()) return;
        diagnostics_.error("a key must be text, not " + std::string(shape_name(key)), key.position,
                           "quote it if it is meant as text");
        return;
    }
    frame.pending.key = key_text(key.scalar);
}

void TreeBuilder::take_value(Frame& frame, YamlNode value) {
    frame.has_key = false;
    if (frame.pending_is_merge) return take_merge(frame, std::move(value));
    frame.pending.value = std::move(value);
    constexpr std::size_t longest_searched_in_order = 8;
    YamlEntry* before = nullptr;
    std::vector<YamlEntry>& entries = frame.node.entries;
    if (entries.size() < longest_searched_in_order) {
        for (YamlEntry& entry : entries)
            if (entry.key == frame.pending.key) before = &entry;
    } else {
        if (frame.places.empty())
            for (std::size_t place = 0; place < entries.size(); ++place)
                frame.places.emplace(entries[place].key, place);
        const auto [found, added] = frame.places.emplace(frame.pending.key, entries.size());
        if (!added) before = &entries[found->second];
    }
    if (before == nullptr) {
        entries.push_back(std::move(frame.pending));
    } else {
        report_duplicate(*before, frame.pending);
        *before = std::move(frame.pending);
    }
    frame.pending = {};
}

void TreeBuilder::report_duplicate(const YamlEntry& before, const YamlEntry& again) {
    if (duplicate_keys_ == DuplicateKeys::ignored || gave_up_) return;
    const bool is_error = duplicate_keys_ == DuplicateKeys::error;
    diagnostics_.add({is_error ? Severity::error : Severity::warning,
                      "key '" + again.key + "' stands twice in this mapping",
                      again.key_position,
                      {{"it stands here already", before.key_position}},
                      is_error ? "remove one of them (duplicate_dict_key = error refuses both)"
                               : "the last one is used; remove the other"});
}

void TreeBuilder::take_merge(Frame& frame, YamlNode value) {
    const auto merge_one = [&](YamlNode& source) {
        if (source.is_map()) {
            frame.merges.push_back(std::move(source));
        } else {
            diagnostics_.error("'<<' takes a mapping or a list of mappings, not " +
                                   std::string(shape_name(source)),
                               frame.pending.key_position, "name one: '<<: *anchor'");
        }
    };
    if (!value.is_list()) return merge_one(value);
    for (YamlNode& item : value.items)
        merge_one(item);
}

}  // namespace interpreter
