#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules {

/// The text of a crontab (crontab(5)), in which a job is found again by the line "#Ansible: NAME" above it.
class CronTab {
  public:
    explicit CronTab(std::string_view text);
    /// What `crontab -l` printed: without the lines with which the program says that it made the file.
    static CronTab as_listed(std::string_view text);

    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool is_blank() const;
    [[nodiscard]] bool lacks_last_newline() const { return lacks_last_newline_; }
    [[nodiscard]] std::vector<std::string> job_names() const;
    [[nodiscard]] std::vector<std::string> variable_names() const;

    [[nodiscard]] bool has_job(const std::string& name) const;
    /// Puts the line under its name; where the same line is there without a name, that is the one.
    void set_job(const std::string& name, const std::string& line);
    void remove_job(const std::string& name);

    /// The whole line NAME="value".
    [[nodiscard]] std::optional<std::string> variable(const std::string& name) const;
    void replace_variable(const std::string& name, const std::string& declaration);
    void remove_variable(const std::string& name);
    /// A new one stands first, or beside another variable.
    void add_variable_first(const std::string& declaration);
    /// False where there is no such other variable.
    bool add_variable_before(const std::string& other, const std::string& declaration);
    bool add_variable_after(const std::string& other, const std::string& declaration);

  private:
    [[nodiscard]] std::optional<std::size_t> line_of_variable(const std::string& name) const;
    bool adopt(const std::string& name, const std::string& line);

    std::vector<std::string> lines_;
    bool lacks_last_newline_ = false;
};

}  // namespace modules
