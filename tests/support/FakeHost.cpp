#include "tests/support/FakeHost.hpp"

#include "modules/system/Digest.hpp"
#include "modules/system/ReadOnlyPrograms.hpp"
#include "modules/system/SystemFailure.hpp"

#include <algorithm>
#include <cerrno>

namespace modules {

namespace {

std::string written_out(const Command& command) {
    std::string text = command.program;
    for (const std::string& argument : command.arguments)
        text += ' ' + argument;
    return text;
}

std::string base_name(std::string_view program) {
    return std::string(program.substr(program.rfind('/') + 1));
}

void apply_ownership(FileStatus& status, const Ownership& ownership) {
    status.user = ownership.user.value_or(status.user);
    status.group = ownership.group.value_or(status.group);
    status.mode = ownership.mode.value_or(status.mode);
}

template <class Account, class Key>
std::optional<Account> find_account(const std::vector<Account>& accounts, Key Account::*member,
                                    const auto& wanted) {
    const auto found = std::find_if(accounts.begin(), accounts.end(),
                                    [&](const Account& account) { return account.*member == wanted; });
    return found != accounts.end() ? std::optional<Account>(*found) : std::nullopt;
}

}  // namespace

FakeHost::FakeHost() {
    add_group({"root", 0, {}});
    add_user({"root", 0, 0, "root", "/root", "/bin/bash"});
    add_directory("/etc");
    add_directory("/root", {.mode = 0700});
    add_directory("/tmp", {.mode = 01777});
    set_environment("HOME", "/root");
    writes_.clear();
}

FakeHost& FakeHost::add_file(const std::string& path, std::string content, const Ownership& ownership) {
    files_.make_parents(path);
    put_file(path, content, ownership);
    return *this;
}

FakeHost& FakeHost::add_directory(const std::string& path, const Ownership& ownership) {
    files_.make_parents(path + "/x");
    apply_ownership(files_.at(path, Follow::links, "make").status, ownership);
    return *this;
}

FakeHost& FakeHost::add_link(const std::string& target, const std::string& path) {
    files_.make_parents(path);
    FakeFiles::Node link{{}, {}, target};
    link.status.type = FileType::link;
    link.status.mode = 0777;
    files_.put(path, std::move(link), "link");
    return *this;
}

FakeHost& FakeHost::add_user(User user) {
    remove_user(user.name);
    users_.push_back(std::move(user));
    return *this;
}

FakeHost& FakeHost::add_group(Group group) {
    remove_group(group.name);
    groups_.push_back(std::move(group));
    return *this;
}

void FakeHost::remove_user(std::string_view name) {
    std::erase_if(users_, [&](const User& user) { return user.name == name; });
}

void FakeHost::remove_group(std::string_view name) {
    std::erase_if(groups_, [&](const Group& group) { return group.name == name; });
}

FakeHost& FakeHost::set_environment(const std::string& name, std::string value) {
    environment_[name] = std::move(value);
    return *this;
}

FakeHost& FakeHost::set_effective_user(std::uint32_t id) {
    effective_user_ = id;
    return *this;
}

std::string FakeHost::stage(std::string content) {
    const std::string hash = digest_of(DigestKind::sha256, content);
    const std::string path = "/run/staged/" + hash;
    add_file(path, std::move(content), {.mode = 0600});
    staged_[hash] = path;
    return hash;
}

FakeHost& FakeHost::set_answering(const std::string& address, std::uint16_t port, bool answering) {
    if (answering) {
        answering_.emplace(address, port);
    } else {
        answering_.erase({address, port});
    }
    return *this;
}

FakeHost& FakeHost::set_greeting(const std::string& address, std::uint16_t port, std::string greeting) {
    greetings_[{address, port}] = std::move(greeting);
    return set_answering(address, port);
}

FakeHost& FakeHost::on_run(const std::string& program, std::vector<std::string> leading, Program answer) {
    rules_.push_back({program, std::move(leading), std::move(answer)});
    programs_.insert(program);
    return *this;
}

FakeHost& FakeHost::answer(const std::string& program, std::vector<std::string> leading, std::string output,
                           int status, std::string error) {
    return on_run(
        program, std::move(leading),
        [result = ProcessResult{status, std::move(output), std::move(error)}](const Command& command) {
            if (command.on_output) command.on_output(result.output);
            return result;
        });
}

FakeHost& FakeHost::add_program(const std::string& name) {
    programs_.insert(name);
    return *this;
}

FakeHost& FakeHost::add_missing_program(const std::string& name) {
    on_run(name, {}, [](const Command&) {
        ProcessResult missing;
        missing.status = 127;
        missing.start_error = ENOENT;
        return missing;
    });
    programs_.erase(name);
    return *this;
}

std::string FakeHost::content(const std::string& path) const {
    const FakeFiles::Node* found = files_.find(path, Follow::links);
    return found != nullptr ? found->content : std::string();
}

std::optional<FileStatus> FakeHost::status(const std::string& path, Follow follow) const {
    const FakeFiles::Node* found = files_.find(path, follow);
    return found != nullptr ? std::optional<FileStatus>(found->status) : std::nullopt;
}

std::string FakeHost::read_part(const std::string& path, std::uint64_t offset, std::size_t length) const {
    const std::string content = read(path);
    return offset < content.size() ? content.substr(offset, length) : "";
}

std::string FakeHost::read(const std::string& path) const {
    const FakeFiles::Node& node = files_.at(path, Follow::links, "read");
    if (node.status.type == FileType::directory) throw system_failure("read", path, EISDIR);
    return node.content;
}

std::vector<std::string> FakeHost::list(const std::string& directory) const {
    if (files_.at(directory, Follow::links, "list").status.type != FileType::directory)
        throw system_failure("list", directory, ENOTDIR);
    return files_.children(directory);
}

std::string FakeHost::link_target(const std::string& path) const {
    const FakeFiles::Node& node = files_.at(path, Follow::nothing, "read the link");
    if (node.status.type != FileType::link) throw system_failure("read the link", path, EINVAL);
    return node.target;
}

std::string FakeHost::real_path(const std::string& path) const {
    return files_.find(path, Follow::links) != nullptr ? files_.resolved(path, Follow::links) : path;
}

ProcessResult FakeHost::scripted(const Command& command) const {
    const std::string name = base_name(command.program);
    for (auto rule = rules_.rbegin(); rule != rules_.rend(); ++rule) {
        if (base_name(rule->program) != name || rule->leading.size() > command.arguments.size()) continue;
        if (std::equal(rule->leading.begin(), rule->leading.end(), command.arguments.begin()))
            return rule->answer(command);
    }
    throw std::logic_error("no answer is scripted for \"" + written_out(command) + '"');
}

ProcessResult FakeHost::query(const Command& command) const {
    require_only_looks(command);
    queried_.push_back(command);
    return scripted(command);
}

std::optional<std::string> FakeHost::find_program(std::string_view name) const {
    if (name.starts_with('/'))
        return exists(std::string(name)) ? std::optional<std::string>(name) : std::nullopt;
    if (!programs_.contains(std::string(name))) return std::nullopt;
    return "/usr/bin/" + std::string(name);
}

std::optional<User> FakeHost::user(std::string_view name) const {
    return find_account(users_, &User::name, name);
}
std::optional<User> FakeHost::user(std::uint32_t id) const {
    return find_account(users_, &User::id, id);
}
std::optional<Group> FakeHost::group(std::string_view name) const {
    return find_account(groups_, &Group::name, name);
}
std::optional<Group> FakeHost::group(std::uint32_t id) const {
    return find_account(groups_, &Group::id, id);
}

bool FakeHost::answers(const std::string& address, std::uint16_t port, std::chrono::milliseconds) const {
    return answering_.contains({address, port});
}

std::optional<std::string> FakeHost::greeting(const std::string& address, std::uint16_t port,
                                              std::chrono::milliseconds,
                                              const std::function<bool(std::string_view)>&) const {
    if (!answering_.contains({address, port})) return std::nullopt;
    const auto found = greetings_.find({address, port});
    return found != greetings_.end() ? found->second : std::string();
}

std::string FakeHost::staged(const std::string& hash) const {
    const auto found = staged_.find(hash);
    if (found == staged_.end()) throw Failure("the content with the hash " + hash + " was not sent");
    return found->second;
}

std::optional<std::string> FakeHost::environment(const std::string& name) const {
    const auto found = environment_.find(name);
    return found != environment_.end() ? std::optional<std::string>(found->second) : std::nullopt;
}

void FakeHost::pause(std::chrono::milliseconds time) const {
    now_ += std::chrono::duration<double>(time).count();
    if (on_pause_) on_pause_();
}

void FakeHost::put_file(const std::string& path, std::string_view content, const Ownership& ownership) {
    FakeFiles::Node node;
    if (const FakeFiles::Node* present = files_.find(path, Follow::nothing);
        present != nullptr && present->status.type != FileType::link) {
        if (present->status.type == FileType::directory) throw system_failure("write", path, EISDIR);
        node.status = present->status;
        node.status.links = 1;
    } else {
        node.status.user = effective_user_;
        node.status.mode = 0644;
    }
    apply_ownership(node.status, ownership);
    node.status.accessed = node.status.modified = node.status.changed = now_;
    node.content = content;
    files_.put(path, std::move(node), "write");
}

void FakeHost::write(const std::string& path, std::string_view content, const Ownership& ownership) {
    did("write " + path);
    put_file(path, content, ownership);
}

void FakeHost::write_in_place(const std::string& path, std::string_view content) {
    did("write " + path);
    FakeFiles::Node& node = files_.at(path, Follow::links, "write");
    node.content = content;
    node.status.size = content.size();
    node.status.modified = now_;
}

void FakeHost::copy(const std::string& from, const std::string& to, const Ownership& ownership) {
    did("copy " + from + " " + to);
    put_file(to, read(from), ownership);
}

void FakeHost::make_directory(const std::string& path, unsigned mode) {
    did("make directory " + path);
    if (files_.find(path, Follow::nothing) != nullptr)
        throw system_failure("make the directory", path, EEXIST);
    FakeFiles::Node node;
    node.status.type = FileType::directory;
    node.status.mode = mode;
    node.status.user = effective_user_;
    files_.put(path, std::move(node), "make the directory");
}

void FakeHost::set_ownership(const std::string& path, const Ownership& ownership, Follow follow) {
    did("set ownership " + path);
    apply_ownership(files_.at(path, follow, "change the owner or mode of").status, ownership);
}

void FakeHost::set_times(const std::string& path, double accessed, double modified) {
    did("set times " + path);
    FileStatus& status = files_.at(path, Follow::links, "set the times of").status;
    status.accessed = accessed;
    status.modified = modified;
}

void FakeHost::make_link(const std::string& target, const std::string& path) {
    did("link " + path + " -> " + target);
    const FakeFiles::Node* present = files_.find(path, Follow::nothing);
    if (present != nullptr && present->status.type != FileType::link)
        throw system_failure("link", path, EEXIST);
    FakeFiles::Node node{{}, {}, target};
    node.status.type = FileType::link;
    node.status.mode = 0777;
    node.status.user = effective_user_;
    files_.put(path, std::move(node), "link");
}

void FakeHost::make_hard_link(const std::string& target, const std::string& path) {
    did("hard link " + path + " -> " + target);
    if (files_.find(path, Follow::nothing) != nullptr) throw system_failure("link", path, EEXIST);
    FakeFiles::Node node = files_.at(target, Follow::nothing, "link to");
    const std::uint64_t inode = node.status.inode;
    FakeFiles::Node& made = files_.put(path, std::move(node), "link");
    // Content is not shared between the two names; inode and number of links are what modules look at.
    made.status.inode = inode;
    made.status.links = ++files_.at(target, Follow::nothing, "link to").status.links;
}

void FakeHost::move(const std::string& from, const std::string& to) {
    did("move " + from + " " + to);
    files_.move(from, to);
}

void FakeHost::remove(const std::string& path) {
    did("remove " + path);
    files_.remove(path);
}

std::string FakeHost::temporary_directory() {
    const std::string path = "/tmp/call-" + std::to_string(++temporary_directories_);
    add_directory(path, {.mode = 0700});
    return path;
}

ProcessResult FakeHost::run(const Command& command) {
    did("run " + written_out(command));
    ran_.push_back(command);
    return scripted(command);
}

void FakeHost::tell(std::string_view progress) {
    progress_.emplace_back(progress);
}

}  // namespace modules
