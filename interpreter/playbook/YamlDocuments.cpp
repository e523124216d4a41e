#include "interpreter/playbook/YamlDocuments.hpp"

#include "interpreter/variables/VariableFiles.hpp"
#include "interpreter/variables/Vault.hpp"

namespace interpreter {

namespace {

/// Whole files may be vaulted, playbooks and tasks too.
std::uint32_t opened(VariableFiles& files, const std::string& path, std::uint32_t file) {
    SourceFiles& sources = files.files();
    if (!Vault::is_encrypted(sources.text(file))) return file;
    return sources.add(path, files.decrypt()(sources.text(file), {file, 1, 1}), Quoting::forbidden);
}

}  // namespace

std::shared_ptr<const YamlNode> YamlDocuments::load(const std::string& path, Position asked_at,
                                                    Diagnostics& diagnostics) {
    const std::lock_guard lock(mutex_);
    // A file that did not change keeps its number.
    const std::uint32_t file = files_.files().read(path, asked_at);
    auto known = documents_.find(path);
    if (known == documents_.end() || known->second.file != file) {
        Document document;
        document.file = file;
        const std::uint32_t text = opened(files_, path, file);
        std::vector<YamlNode> roots = load_yaml(files_.files(), text, document.findings);
        YamlNode nothing;
        nothing.position = {text, 1, 1};
        document.root =
            std::make_shared<YamlNode>(roots.empty() ? std::move(nothing) : std::move(roots.front()));
        known = documents_.insert_or_assign(path, std::move(document)).first;
    }
    for (const Diagnostic& finding : known->second.findings.all())
        diagnostics.add(finding);
    return known->second.root;
}

}  // namespace interpreter
