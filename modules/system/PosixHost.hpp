#pragma once

#include "modules/system/HostControl.hpp"

namespace modules {

class StandingPrograms;

/// The machine that this program runs on.
class PosixHost final : public HostControl {
  public:
    struct Settings {
        /// Where content that was sent ahead lies, each file named by its SHA-256.
        std::string staging_directory = {};
        /// Receives progress lines; nobody, when empty.
        std::function<void(std::string_view)> on_progress = {};
        /// Receives what programs that change something print, as they print it; nobody, when empty.
        std::function<void(std::string_view)> on_output = {};
        /// Programs that stay between calls; none, when null.
        StandingPrograms* standing_programs = nullptr;
    };

    PosixHost() : PosixHost(Settings{}) {}
    explicit PosixHost(Settings settings) : settings_(std::move(settings)) {}
    /// Removes the temporary directories that were asked for.
    ~PosixHost() override;
    PosixHost(const PosixHost&) = delete;
    PosixHost& operator=(const PosixHost&) = delete;

    [[nodiscard]] std::optional<FileStatus> status(const std::string& path, Follow follow) const override;
    [[nodiscard]] std::string read(const std::string& path) const override;
    [[nodiscard]] std::string read_part(const std::string& path, std::uint64_t offset,
                                        std::size_t length) const override;
    [[nodiscard]] std::vector<std::string> list(const std::string& directory) const override;
    [[nodiscard]] std::string link_target(const std::string& path) const override;
    [[nodiscard]] std::string real_path(const std::string& path) const override;
    /// With LC_ALL=C.UTF-8 unless the command's environment says otherwise: modules read what programs say.
    [[nodiscard]] ProcessResult query(const Command& command) const override;
    [[nodiscard]] std::optional<std::string> find_program(std::string_view name) const override;
    [[nodiscard]] std::optional<User> user(std::string_view name) const override;
    [[nodiscard]] std::optional<User> user(std::uint32_t id) const override;
    [[nodiscard]] std::optional<Group> group(std::string_view name) const override;
    [[nodiscard]] std::optional<Group> group(std::uint32_t id) const override;
    [[nodiscard]] std::vector<Group> groups() const override;
    [[nodiscard]] std::uint32_t effective_user() const override;
    [[nodiscard]] bool answers(const std::string& address, std::uint16_t port,
                               std::chrono::milliseconds limit) const override;
    [[nodiscard]] std::optional<std::string>
    greeting(const std::string& address, std::uint16_t port, std::chrono::milliseconds limit,
             const std::function<bool(std::string_view)>& enough) const override;
    [[nodiscard]] std::string staged(const std::string& hash) const override;
    [[nodiscard]] std::optional<std::string> environment(const std::string& name) const override;
    [[nodiscard]] double now() const override;
    void pause(std::chrono::milliseconds time) const override;

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
    Settings settings_;
    std::vector<std::string> temporary_directories_;
};

}  // namespace modules
