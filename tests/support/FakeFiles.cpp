#include "tests/support/FakeFiles.hpp"

#include "modules/system/SystemFailure.hpp"

#include <cerrno>

namespace modules {

namespace {

std::string parent_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == 0 ? "/" : path.substr(0, slash);
}

std::string joined(const std::string& directory, std::string_view name) {
    return directory == "/" ? "/" + std::string(name) : directory + "/" + std::string(name);
}

FakeFiles::Node directory_node() {
    FakeFiles::Node node;
    node.status.type = FileType::directory;
    node.status.mode = 0755;
    return node;
}

}  // namespace

FakeFiles::FakeFiles() {
    nodes_.emplace("/", directory_node());
}

std::string FakeFiles::resolved(const std::string& path, Follow follow) const {
    if (!path.starts_with('/'))
        throw std::logic_error("a host is asked for absolute paths only, not \"" + path + "\"");
    std::string rest = path;
    std::string place = "/";
    int links_followed = 0;
    while (true) {
        const std::size_t start = rest.find_first_not_of('/');
        if (start == std::string::npos) return place;
        const std::size_t end = std::min(rest.find('/', start), rest.size());
        const std::string next = joined(place, rest.substr(start, end - start));
        rest.erase(0, end);
        const bool last = rest.find_first_not_of('/') == std::string::npos;
        const auto found = nodes_.find(next);
        const bool is_link = found != nodes_.end() && found->second.status.type == FileType::link;
        if (!is_link || (last && follow == Follow::nothing)) {
            place = next;
            continue;
        }
        if (++links_followed > 40) throw system_failure("follow", path, ELOOP);
        const std::string& target = found->second.target;
        rest = (target.starts_with('/') ? target : joined(place, target)) + rest;
        place = "/";
    }
}

const FakeFiles::Node* FakeFiles::find(const std::string& path, Follow follow) const {
    const auto found = nodes_.find(resolved(path, follow));
    return found != nodes_.end() ? &found->second : nullptr;
}

FakeFiles::Node& FakeFiles::at(const std::string& path, Follow follow, std::string_view attempt) {
    const auto found = nodes_.find(resolved(path, follow));
    if (found == nodes_.end()) throw system_failure(attempt, path, ENOENT);
    return found->second;
}

std::vector<std::string> FakeFiles::children(const std::string& directory) const {
    const std::string place = resolved(directory, Follow::links);
    const std::string prefix = place == "/" ? place : place + "/";
    std::vector<std::string> names;
    for (auto entry = nodes_.upper_bound(prefix); entry != nodes_.end() && entry->first.starts_with(prefix);
         ++entry)
        if (entry->first.find('/', prefix.size()) == std::string::npos)
            names.push_back(entry->first.substr(prefix.size()));
    return names;
}

std::string FakeFiles::place_of(const std::string& path, std::string_view attempt) const {
    const std::string place = resolved(path, Follow::nothing);
    const auto parent = nodes_.find(parent_of(place));
    if (parent == nodes_.end()) throw system_failure(attempt, path, ENOENT);
    if (parent->second.status.type != FileType::directory) throw system_failure(attempt, path, ENOTDIR);
    return place;
}

FakeFiles::Node& FakeFiles::put(const std::string& path, Node node, std::string_view attempt) {
    const std::string place = place_of(path, attempt);
    node.status.inode = next_inode_++;
    node.status.size = node.status.type == FileType::link ? node.target.size() : node.content.size();
    return nodes_.insert_or_assign(place, std::move(node)).first->second;
}

void FakeFiles::remove(const std::string& path) {
    const std::string place = resolved(path, Follow::nothing);
    const std::string prefix = place + "/";
    nodes_.erase(place);
    std::erase_if(nodes_, [&](const auto& entry) { return entry.first.starts_with(prefix); });
}

void FakeFiles::move(const std::string& from, const std::string& to) {
    const std::string source = resolved(from, Follow::nothing);
    const std::string place = place_of(to, "move to");
    if (!nodes_.contains(source)) throw system_failure("move", from, ENOENT);
    std::map<std::string, Node> moved;
    for (const auto& [path, node] : nodes_)
        if (path == source || path.starts_with(source + "/"))
            moved.emplace(place + path.substr(source.size()), node);
    remove(source);
    remove(place);
    nodes_.merge(moved);
}

void FakeFiles::make_parents(const std::string& path) {
    const std::string parent = parent_of(path);
    if (parent == "/" || find(parent, Follow::links) != nullptr) return;
    make_parents(parent);
    put(parent, directory_node(), "make");
}

}  // namespace modules
