#include "interpreter/yaml/SimpleYaml.hpp"
#include "interpreter/yaml/SyntaxMistake.hpp"
#include "interpreter/yaml/TreeBuilder.hpp"
#include "interpreter/yaml/YamlNode.hpp"
#include "interpreter/yaml/YamlText.hpp"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>

namespace interpreter {

namespace {

Diagnostic explained(const YamlText& text, const TreeBuilder& tree, const YAML::Exception& mistake) {
    const std::size_t end = text.characters().size();
    const std::size_t offset = mistake.mark.is_null() ? end : static_cast<std::size_t>(mistake.mark.pos);
    return explain({text, std::min(offset, end), mistake.msg, tree.open_collections(), tree.last_scalar()});
}

/// Of a text that may not be shown a finding keeps its place and kind: what it quotes is left out, and so are
/// hints.
Diagnostic without_content(Diagnostic diagnostic) {
    std::string message;
    bool inside = false;
    for (const char letter : diagnostic.message) {
        if (!inside || letter == '\'') message += letter;
        if (letter != '\'') continue;
        inside = !inside;
        if (inside) message += "…";
    }
    diagnostic.message = std::move(message);
    diagnostic.hint = "the text is secret and not shown";
    return diagnostic;
}

std::vector<YamlNode> parse(const YamlText& text, DuplicateKeys duplicate_keys, Diagnostics& diagnostics) {
    if (std::optional<Diagnostic> forbidden = text.forbidden_character()) {
        diagnostics.add(*std::move(forbidden));
        return {};
    }
    if (std::optional<YamlNode> simple = read_simple_yaml(text)) return {*std::move(simple)};
    TreeBuilder tree(text, duplicate_keys, diagnostics);
    std::istringstream stream{std::string(text.characters())};
    try {
        YAML::Parser parser(stream);
        while (!tree.gave_up() && parser.HandleNextDocument(tree)) {
        }
    } catch (const YAML::DeepRecursion& mistake) {
        diagnostics.error("lists and mappings are nested too deeply here",
                          text.position(static_cast<std::size_t>(std::max(0, mistake.mark.pos))),
                          "move the inner part into a variable of its own");
    } catch (const YAML::Exception& mistake) {
        if (!tree.gave_up()) diagnostics.add(explained(text, tree, mistake));
    }
    return tree.take_documents();
}

}  // namespace

std::vector<YamlNode> load_yaml(const SourceFiles& files, std::uint32_t file, Diagnostics& diagnostics) {
    Diagnostics found;
    std::vector<YamlNode> documents = parse(YamlText(file, files.text(file)), files.duplicate_keys(), found);
    for (const Diagnostic& diagnostic : found.all())
        diagnostics.add(files.may_quote(file) ? diagnostic : without_content(diagnostic));
    return documents;
}

YamlNode load_yaml_document(const SourceFiles& files, std::uint32_t file, Diagnostics& diagnostics) {
    std::vector<YamlNode> documents = load_yaml(files, file, diagnostics);
    if (documents.size() > 1)
        diagnostics.error("a second document begins here; one was expected", documents[1].position,
                          "remove the '---' line, or move what follows into a file of its own");
    if (!documents.empty()) return std::move(documents.front());
    YamlNode nothing;
    nothing.position = {file, 0, 0};
    return nothing;
}

}  // namespace interpreter
