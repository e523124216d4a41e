#pragma once

#include "interpreter/configuration/ConfigurationFile.hpp"
#include "interpreter/configuration/Setting.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

/// What ansible.cfg and the environment say, weaker than the command line. Asking for a setting that the table does
/// not hold, or as another type, is a bug (std::logic_error).
class Configuration {
  public:
    /// Reads the file in use and the environment. A value that does not fit and a file that cannot be read as one are
    /// errors with their place; a setting that nobody knows is a warning.
    static Configuration load(const Environment& environment, SourceFiles& files, Diagnostics& diagnostics);

    /// The file in use; empty without one.
    [[nodiscard]] const std::string& path() const { return path_; }
    /// Does the file set anything?
    [[nodiscard]] bool says_anything() const { return file_says_anything_; }
    [[nodiscard]] bool is_set(std::string_view name) const;
    /// Where it was set; unknown when it was not.
    [[nodiscard]] Position position(std::string_view name) const;

    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] bool flag(std::string_view name) const;
    [[nodiscard]] std::int64_t integer(std::string_view name) const;
    /// Of a list, of `paths` and of `sources`; paths are complete.
    [[nodiscard]] std::vector<std::string> list(std::string_view name) const;
    /// Complete; empty when it is not set.
    [[nodiscard]] std::string path(std::string_view name) const;

    /// What was set and does nothing here: "pipelining", and why.
    [[nodiscard]] std::vector<Diagnostic> without_effect() const;

  private:
    struct Given {
        std::string text;
        Position position;
        /// That relative paths begin in.
        std::string directory;
    };

    void take(const Setting& setting, Given given, Diagnostics& diagnostics);
    [[nodiscard]] const Given* find(const Setting& setting) const;
    [[nodiscard]] std::string complete(std::string_view text, const std::string& directory) const;
    [[nodiscard]] std::string written(const Setting& setting) const;

    Environment environment_ = process_environment();
    std::string path_;
    bool file_says_anything_ = false;
    std::map<std::string_view, Given> given_;
};

}  // namespace interpreter
