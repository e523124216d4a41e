#include "interpreter/inventory/Inventory.hpp"

#include "interpreter/inventory/InventoryContents.hpp"

#include <algorithm>
#include <filesystem>
#include <unordered_set>

namespace interpreter {

namespace {

namespace fs = std::filesystem;

bool has_directory(const std::string& base, const char* name) {
    std::error_code failure;
    return fs::is_directory(fs::path(base) / name, failure);
}

/// Of each entity below DIRECTORY/group_vars (or host_vars), as layers in the order given.
class Folder {
  public:
    Folder(const std::string& directory, const char* name, VariableFiles& files, Diagnostics& diagnostics)
        : path_((fs::path(directory) / name).string()), exists_(has_directory(directory, name)),
          files_(files), diagnostics_(diagnostics) {}

    void add(Layer layer, const std::string& entity, std::vector<std::pair<Layer, Variables>>& layers) const {
        if (!exists_ || entity.find('/') != std::string::npos) return;
        Variables variables = files_.load_any(path_ + '/' + entity, diagnostics_);
        if (!variables->empty()) layers.emplace_back(layer, std::move(variables));
    }

  private:
    std::string path_;
    bool exists_;
    VariableFiles& files_;
    Diagnostics& diagnostics_;
};

}  // namespace

Inventory::Inventory() : contents_(std::make_unique<Contents>()) {}
Inventory::Inventory(Inventory&&) noexcept = default;
Inventory& Inventory::operator=(Inventory&&) noexcept = default;
Inventory::~Inventory() = default;

std::vector<const Host*> Inventory::hosts() const {
    const std::shared_lock lock(contents_->mutex);
    std::vector<const Host*> hosts;
    for (const Host& host : contents_->hosts)
        hosts.push_back(&host);
    return hosts;
}

std::vector<const Group*> Inventory::groups() const {
    const std::shared_lock lock(contents_->mutex);
    std::vector<const Group*> groups;
    for (const Group& group : contents_->groups)
        groups.push_back(&group);
    return groups;
}

const Host* Inventory::host(std::string_view name) const {
    const std::shared_lock lock(contents_->mutex);
    const auto found = contents_->host_by_name.find(name);
    if (found != contents_->host_by_name.end()) return found->second;
    for (const Host& host : contents_->implicit_hosts)
        if (host.name == name) return &host;
    const bool is_local = name == "localhost" || name == "127.0.0.1" || name == "::1";
    if (!is_local) return nullptr;
    for (const Host& host : contents_->hosts)
        if (host.name == "localhost" || host.name == "127.0.0.1" || host.name == "::1") return &host;
    return nullptr;
}

const Group* Inventory::group(std::string_view name) const {
    const std::shared_lock lock(contents_->mutex);
    const auto found = contents_->group_by_name.find(name);
    return found != contents_->group_by_name.end() ? found->second : nullptr;
}

std::vector<const Host*> Inventory::hosts_of(const Group& group) const {
    const std::shared_lock lock(contents_->mutex);
    std::vector<const Host*> hosts;
    std::unordered_set<const Host*> seen_hosts;
    std::unordered_set<const Group*> seen_groups{&group};
    std::vector<const Group*> waiting{&group};
    for (std::size_t next = 0; next < waiting.size(); ++next) {
        for (const Host* host : waiting[next]->hosts)
            if (seen_hosts.insert(host).second) hosts.push_back(host);
        for (const Group* child : waiting[next]->children)
            if (seen_groups.insert(child).second) waiting.push_back(child);
    }
    return hosts;
}

std::vector<const Group*> Inventory::groups_of(const Host& host) const {
    const std::shared_lock lock(contents_->mutex);
    return host.groups;
}

const std::vector<std::string>& Inventory::sources() const {
    return contents_->sources;
}

std::vector<std::pair<Layer, Variables>> Inventory::own_variables_of(const Group& group,
                                                                     const std::string& playbook_directory,
                                                                     VariableFiles& files,
                                                                     Diagnostics& diagnostics) const {
    std::vector<std::pair<Layer, Variables>> layers{{Layer::inventory_group, group.variables}};
    for (const std::string& directory : contents_->directories)
        Folder(directory, "group_vars", files, diagnostics).add(Layer::inventory_group_vars, group.name, layers);
    if (!playbook_directory.empty())
        Folder(playbook_directory, "group_vars", files, diagnostics)
            .add(Layer::playbook_group_vars, group.name, layers);
    return layers;
}

std::vector<std::pair<Layer, Variables>> Inventory::own_variables_of(const Host& host,
                                                                     const std::string& playbook_directory,
                                                                     VariableFiles& files,
                                                                     Diagnostics& diagnostics) const {
    std::vector<std::pair<Layer, Variables>> layers{{Layer::inventory_host, host.variables}};
    for (const std::string& directory : contents_->directories)
        Folder(directory, "host_vars", files, diagnostics).add(Layer::inventory_host_vars, host.name, layers);
    if (!playbook_directory.empty())
        Folder(playbook_directory, "host_vars", files, diagnostics).add(Layer::playbook_host_vars, host.name, layers);
    return layers;
}

std::vector<std::pair<Layer, Variables>> Inventory::variables_of(const Host& host,
                                                                 const std::string& playbook_directory,
                                                                 VariableFiles& files,
                                                                 Diagnostics& diagnostics) const {
    const std::shared_lock lock(contents_->mutex);
    std::vector<std::pair<Layer, Variables>> layers;
    for (const Group* group : host.groups)
        if (!group->variables->empty()) layers.emplace_back(Layer::inventory_group, group->variables);

    const auto add_files = [&](const std::string& directory, Layer all, Layer groups, Layer hosts) {
        const Folder group_folder(directory, "group_vars", files, diagnostics);
        for (const Group* group : host.groups)
            group_folder.add(group->name == "all" ? all : groups, group->name, layers);
        Folder(directory, "host_vars", files, diagnostics).add(hosts, host.name, layers);
    };
    for (const std::string& directory : contents_->directories)
        add_files(directory, Layer::inventory_group_vars_all, Layer::inventory_group_vars,
                  Layer::inventory_host_vars);
    if (!playbook_directory.empty())
        add_files(playbook_directory, Layer::playbook_group_vars_all, Layer::playbook_group_vars,
                  Layer::playbook_host_vars);
    if (!host.variables->empty()) layers.emplace_back(Layer::inventory_host, host.variables);
    std::stable_sort(layers.begin(), layers.end(),
                     [](const auto& left, const auto& right) { return left.first < right.first; });
    return layers;
}

}  // namespace interpreter
