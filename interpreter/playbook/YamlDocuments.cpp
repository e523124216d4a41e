#include "interpreter/playbook/YamlDocuments.hpp"

#include "interpreter/variables/VariableFiles.hpp"
#include "interpreter/variables/Vault.hpp"

namespace interpreter {

namespace {

/// Whole files may be vaulted, playbooks and tasks too.
std::uint32_t opened(VariableFiles& files, const std::string& path, Position asked_at) {
    SourceFiles& sources = files.files();
    const std::uint32_t file = sources.read(path, asked_at);
    if (!Vault::is_encrypted(sources.text(file))) return file;
    return sources.add(path, files.decrypt()(sources.text(file), {file, 1, 1}), Quoting::forbidden);
}

}  // namespace

std::shared_ptr<const YamlNode> YamlDocuments::load(const std::string& path, Position asked_at,
                                                    Diagnostics& diagnostics) {
    const std::lock_guard lock(mutex_);
    auto known = documents_.find(path);
    if (known == documents_.end()) {
        Document document;
        const std::uint32_t file = opened(files_, path, asked_at);
        std::vector<YamlNode> roots = load_yaml(files_.files(), file, document.findings);
        YamlNode nothing;
        nothing.position = {file, 1, 1};
        document.root =
            std::make_shared<YamlNode>(roots.empty() ? std::move(nothing) : std::move(roots.front()));
        known = documents_.emplace(path, std::move(document)).first;
    }
    for (const Diagnostic& finding : known->second.findings.all())
        diagnostics.add(finding);
    return known->second.root;
}

}  // namespace interpreter
