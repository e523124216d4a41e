#pragma once

#include "interpreter/yaml/SyntaxMistake.hpp"
#include "interpreter/yaml/YamlNode.hpp"
#include "interpreter/yaml/YamlText.hpp"

#include <yaml-cpp/eventhandler.h>

#include <cstddef>
#include <unordered_map>
#include <vector>

namespace interpreter {

/// Makes trees of what yaml-cpp reports, and finds what it lets pass: quotes that are never closed, keys that
/// stand twice, text that begins a second document by accident, values that begin with an unquoted `{{`.
class TreeBuilder final : public YAML::EventHandler {
  public:
    using Open = SyntaxFailure::Collection;

    TreeBuilder(const YamlText& text, DuplicateKeys duplicate_keys, Diagnostics& diagnostics)
        : text_(text), duplicate_keys_(duplicate_keys), diagnostics_(diagnostics) {}

    [[nodiscard]] std::vector<YamlNode> take_documents() { return std::move(documents_); }
    /// Outermost first.
    [[nodiscard]] std::vector<Open> open_collections() const;
    /// Where the scalar that was read last begins.
    [[nodiscard]] std::size_t last_scalar() const { return last_scalar_; }
    /// Set when what follows would only repeat an error that was already reported.
    [[nodiscard]] bool gave_up() const { return gave_up_; }

    void OnDocumentStart(const YAML::Mark& mark) override;
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override { finish_collection(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override { finish_collection(); }

  private:
    struct Frame {
        YamlNode node;
        Open open;
        YAML::anchor_t anchor = 0;
        /// Of a mapping: the key whose value comes next.
        bool has_key = false;
        YamlEntry pending = {};
        bool pending_is_merge = false;
        /// What `<<` named, in order.
        std::vector<YamlNode> merges = {};
        std::unordered_map<std::string, std::size_t> places = {};
    };

    void start_collection(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                          YAML::EmitterStyle::value style, YamlNode::Shape shape);
    void finish_collection();
    void deliver(YamlNode node, YAML::anchor_t anchor, std::size_t offset);
    void take_key(Frame& frame, YamlNode key, std::size_t offset);
    void take_value(Frame& frame, YamlNode value);
    void take_merge(Frame& frame, YamlNode value);
    void report_duplicate(const YamlEntry& before, const YamlEntry& again);
    /// What was written.
    std::string_view report_unquoted_template(const Frame& frame);
    [[nodiscard]] bool is_in_unquoted_template() const;
    [[nodiscard]] Position place_of_nothing(std::size_t offset) const;

    const YamlText& text_;
    DuplicateKeys duplicate_keys_;
    Diagnostics& diagnostics_;
    std::vector<YamlNode> documents_;
    std::vector<Frame> frames_;
    std::unordered_map<YAML::anchor_t, YamlNode> anchors_;
    std::size_t copied_nodes_ = 0;
    std::size_t last_scalar_ = static_cast<std::size_t>(-1);
    bool gave_up_ = false;
};

}  // namespace interpreter
