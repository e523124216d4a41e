#pragma once

#include "modules/system/HostControl.hpp"
#include "tests/support/FakeFiles.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace modules {

/// A host in memory: files, accounts, scripted programs and a clock of its own. It records everything that
/// was done to it, so that a test can say "this wrote nothing". It obeys the same rules as a real one:
/// query() refuses what is not in the table of programs that only look.
///
///     FakeHost host;
///     host.add_file("/etc/hosts", "127.0.0.1 localhost\n");
///     host.answer("systemctl", {"show", "ssh.service"}, "ActiveState=active\n");
///     host.on_run("systemctl", {"stop"}, [&](const Command&) { active = false; return ProcessResult{}; });
class FakeHost final : public HostControl {
  public:
    FakeHost();

    // What there is. Directories above a path are made as needed. None of this is recorded as a write.
    FakeHost& add_file(const std::string& path, std::string content, const Ownership& ownership = {});
    FakeHost& add_directory(const std::string& path, const Ownership& ownership = {});
    FakeHost& add_link(const std::string& target, const std::string& path);
    FakeHost& add_user(User user);
    FakeHost& add_group(Group group);
    void remove_user(std::string_view name);
    void remove_group(std::string_view name);
    FakeHost& set_environment(const std::string& name, std::string value);
    /// Who the module runs as; 0 unless said.
    FakeHost& set_effective_user(std::uint32_t id);
    /// Content that the control side has sent ahead; gives its SHA-256.
    std::string stage(std::string content);
    /// A port that accepts connections from now on, or no longer.
    FakeHost& set_answering(const std::string& address, std::uint16_t port, bool answering = true);
    /// What such a port says by itself.
    FakeHost& set_greeting(const std::string& address, std::uint16_t port, std::string greeting);

    // Programs, for query() and run() alike. The rule added last that fits the program and its first
    // arguments wins. A program with a rule is installed (find_program); one without makes query() and run()
    // throw std::logic_error, so that no test passes by an answer nobody wrote.
    using Program = std::function<ProcessResult(const Command&)>;
    FakeHost& on_run(const std::string& program, std::vector<std::string> leading, Program answer);
    FakeHost& answer(const std::string& program, std::vector<std::string> leading, std::string output,
                     int status = 0, std::string error = {});
    /// Installed, though nothing is scripted for it.
    FakeHost& add_program(const std::string& name);
    /// Not installed: status 127.
    FakeHost& add_missing_program(const std::string& name);

    // The clock stands still but for pause().
    void set_now(double seconds) { now_ = seconds; }
    /// Called after each pause, to let something happen while a module waits.
    void on_pause(std::function<void()> happening) { on_pause_ = std::move(happening); }

    // What happened.
    /// One line for each thing done: "write /etc/hosts", "run systemctl stop ssh.service", "remove /x", …
    [[nodiscard]] const std::vector<std::string>& writes() const { return writes_; }
    void forget_writes() { writes_.clear(); }
    [[nodiscard]] const std::vector<Command>& ran() const { return ran_; }
    [[nodiscard]] const std::vector<Command>& queried() const { return queried_; }
    [[nodiscard]] const std::vector<std::string>& progress() const { return progress_; }
    /// The content of a file; empty where there is none.
    [[nodiscard]] std::string content(const std::string& path) const;

    // HostView
    [[nodiscard]] std::optional<FileStatus> status(const std::string& path, Follow follow) const override;
    [[nodiscard]] std::string read(const std::string& path) const override;
    [[nodiscard]] std::string read_part(const std::string& path, std::uint64_t offset,
                                        std::size_t length) const override;
    [[nodiscard]] std::vector<std::string> list(const std::string& directory) const override;
    [[nodiscard]] std::string link_target(const std::string& path) const override;
    [[nodiscard]] std::string real_path(const std::string& path) const override;
    [[nodiscard]] ProcessResult query(const Command& command) const override;
    [[nodiscard]] std::optional<std::string> find_program(std::string_view name) const override;
    [[nodiscard]] std::optional<User> user(std::string_view name) const override;
    [[nodiscard]] std::optional<User> user(std::uint32_t id) const override;
    [[nodiscard]] std::optional<Group> group(std::string_view name) const override;
    [[nodiscard]] std::optional<Group> group(std::uint32_t id) const override;
    [[nodiscard]] std::vector<Group> groups() const override { return groups_; }
    [[nodiscard]] std::uint32_t effective_user() const override { return effective_user_; }
    [[nodiscard]] bool answers(const std::string& address, std::uint16_t port,
                               std::chrono::milliseconds limit) const override;
    [[nodiscard]] std::optional<std::string> greeting(
        const std::string& address, std::uint16_t port, std::chrono::milliseconds limit,
        const std::function<bool(std::string_view)>& enough) const override;
    [[nodiscard]] std::string staged(const std::string& hash) const override;
    [[nodiscard]] std::optional<std::string> environment(const std::string& name) const override;
    [[nodiscard]] double now() const override { return now_; }
    void pause(std::chrono::milliseconds time) const override;

    // HostControl
    void write(const std::string& path, std::string_view content, const Ownership& ownership) override;
    void write_in_place(const std::string& path, std::string_view content) override;
    void copy(const std::string& from, const std::string& to, const Ownership& ownership) override;
    void make_directory(const std::string& path, unsigned mode) override;
    void set_ownership(const std::string& path, const Ownership& ownership, Follow follow) override;
    void set_times(const std::string& path, double accessed, double modified) override;
    void make_link(const std::string& target, const std::string& path) override;
    void make_hard_link(const std::string& target, const std::string& path) override;
    void move(const std::string& from, const std::string& to) override;
    void remove(const std::string& path) override;
    std::string temporary_directory() override;
    ProcessResult run(const Command& command) override;
    void tell(std::string_view progress) override;

  private:
    struct Rule {
        std::string program;
        std::vector<std::string> leading;
        Program answer;
    };

    void did(std::string what) { writes_.push_back(std::move(what)); }
    void put_file(const std::string& path, std::string_view content, const Ownership& ownership);
    [[nodiscard]] ProcessResult scripted(const Command& command) const;

    // Mutable: at() also serves looks, which change nothing.
    mutable FakeFiles files_;
    std::vector<User> users_;
    std::vector<Group> groups_;
    std::vector<Rule> rules_;
    std::set<std::string> programs_;
    std::map<std::string, std::string> environment_;
    std::map<std::string, std::string> staged_;
    std::set<std::pair<std::string, std::uint16_t>> answering_;
    std::map<std::pair<std::string, std::uint16_t>, std::string> greetings_;
    std::uint32_t effective_user_ = 0;
    // What looking moves: the clock, and the record of what was asked.
    mutable double now_ = 1700000000;
    mutable std::vector<Command> queried_;
    std::function<void()> on_pause_;
    std::vector<std::string> writes_;
    std::vector<Command> ran_;
    std::vector<std::string> progress_;
    int temporary_directories_ = 0;
};

}  // namespace modules
