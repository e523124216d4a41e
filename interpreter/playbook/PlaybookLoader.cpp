#include "interpreter/playbook/PlaybookLoader.hpp"

#include "interpreter/playbook/PlaybookGraph.hpp"
#include "interpreter/playbook/PlaybookReader.hpp"
#include "interpreter/playbook/PlayGraph.hpp"
#include "interpreter/playbook/RoleFiles.hpp"
#include "interpreter/playbook/RoleReader.hpp"
#include "interpreter/playbook/TaskReader.hpp"

#include <filesystem>

namespace interpreter {

struct PlaybookLoader::Work {
    VariableFiles& files;
    const ActionCatalogue& catalogue;
    LoaderOptions options;
    YamlDocuments documents{files};

    [[nodiscard]] Loading loading(Diagnostics& diagnostics) {
        return {files, catalogue, options, documents, diagnostics};
    }
};

namespace {

const Play* play_of(const Element& element) {
    for (const Element* level = &element; level != nullptr; level = level->parent) {
        if (const auto* play = dynamic_cast<const Play*>(level)) return play;
    }
    return nullptr;
}

/// What an include sees of the play in which it stands.
Scene scene_of_include(const Element& parent, const Play* play, RolePool& pool) {
    Scene scene;
    scene.play = play;
    scene.role = parent.role;
    scene.playbook_directory = play != nullptr ? play->directory : "";
    scene.directory = scene.playbook_directory;
    scene.roles = &pool;
    return scene;
}

const std::vector<std::unique_ptr<Role>>& roles_of(const Play* play) {
    static const std::vector<std::unique_ptr<Role>> none;
    return play != nullptr ? play->roles : none;
}

}  // namespace

PlaybookLoader::PlaybookLoader(VariableFiles& files, const ActionCatalogue& catalogue, LoaderOptions options)
    : work_(new Work{files, catalogue, std::move(options)}) {}

PlaybookLoader::~PlaybookLoader() = default;

std::unique_ptr<Playbook> PlaybookLoader::load(const std::string& path, Diagnostics& diagnostics) {
    auto playbook = std::make_unique<Playbook>();
    playbook->path = path;
    Loading loading = work_->loading(diagnostics);
    const std::string normal = std::filesystem::path(path).lexically_normal().string();
    PlaybookReader(loading, playbook->plays).read(normal, {}, nullptr, nullptr);
    static_cast<void>(graph_of_plays(playbook->plays, diagnostics));
    playbook->missing_files = loading.missing_files;
    return playbook;
}

std::unique_ptr<Playbook> PlaybookLoader::load_text(std::uint32_t file, const std::string& directory,
                                                    Diagnostics& diagnostics) {
    auto playbook = std::make_unique<Playbook>();
    playbook->path = work_->files.files().name(file);
    Loading loading = work_->loading(diagnostics);
    PlaybookReader reader(loading, playbook->plays);
    for (const YamlNode& document : load_yaml(work_->files.files(), file, diagnostics))
        reader.read_document(document, directory, nullptr, nullptr);
    playbook->missing_files = loading.missing_files;
    return playbook;
}

std::unique_ptr<Block> PlaybookLoader::load_tasks(const std::string& path, const Element& parent,
                                                  Diagnostics& diagnostics) {
    Loading loading = work_->loading(diagnostics);
    auto block = std::make_unique<Block>();
    block->parent = &parent;
    block->role = parent.role;
    block->position = parent.position;
    const std::shared_ptr<const YamlNode> document = loading.document(path, parent.position);
    const YamlNode* list = document != nullptr ? task_list(*document, path, diagnostics) : nullptr;
    if (list == nullptr) return block;
    const Play* play = play_of(parent);
    RolePool pool(roles_of(play));
    Scene scene = scene_of_include(parent, play, pool);
    scene.directory = std::filesystem::path(path).parent_path().string();
    const ImportStep step{nullptr, std::filesystem::path(path).lexically_normal().string(), parent.position};
    scene.imports = &step;
    TaskReader(loading, scene).read(*list, *block, block->body);
    refuse_marks(block->body, why_not_included, diagnostics);
    block->imported_roles = pool.take_in_order(diagnostics);
    return block;
}

std::vector<std::unique_ptr<Role>> PlaybookLoader::load_role(const RoleRequest& request,
                                                             const Element& parent, const Play& play,
                                                             Diagnostics& diagnostics) {
    Loading loading = work_->loading(diagnostics);
    RolePool pool(play.roles);
    const Scene scene = scene_of_include(parent, &play, pool);
    RoleUse use;
    use.request = request;
    use.role = std::make_unique<Role>();
    use.may_repeat = true;
    const Role* role = RoleReader(loading, scene).load(std::move(use), parent, parent.role);
    std::vector<std::unique_ptr<Role>> runs;
    std::vector<std::unique_ptr<Role>> imported;
    for (std::unique_ptr<Role>& made : pool.take_in_order(diagnostics))
        (made->tasks != nullptr ? runs : imported).push_back(std::move(made));
    for (const std::unique_ptr<Role>& made : runs) {
        refuse_marks(made->tasks->body, why_not_included, diagnostics);
        if (made.get() == role) made->tasks->imported_roles = std::move(imported);
    }
    return runs;
}

std::string PlaybookLoader::find_role(const std::string& name, const std::string& playbook_directory) const {
    return RoleSearch{playbook_directory, work_->options.roles_path, {}}.find(name);
}

}  // namespace interpreter
