#pragma once

#include "modules/system/HostView.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace modules {

/// One line of a list of sources (sources.list(5)): "deb [options] address suite component … # remark".
struct AptSource {
    /// With single blanks between its words.
    std::string text;
    bool is_enabled = true;
};

/// Nothing where the line is no source.
std::optional<AptSource> apt_source_in(const std::string& line);

/// The name of a file for it: http://user@deb.example/debian → deb_example_debian.
std::string source_file_name(const std::string& source);

/// /etc/apt/sources.list and the lists beside it, edited as text: what is not touched stays as it is written.
class AptSources {
  public:
    explicit AptSources(const HostView& host);

    /// Enables the source wherever it stands, or adds it to the file.
    void add(const std::string& source, const std::string& file);
    /// Takes it away wherever it stands enabled.
    void remove(const std::string& source);

    struct Edit {
        std::string path;
        /// Nothing: there was no such file; there is none any more.
        std::optional<std::string> before;
        std::optional<std::string> after;
        /// The source was added here, not only enabled.
        bool is_new_source = false;
    };
    [[nodiscard]] std::vector<Edit> edits() const;

  private:
    std::map<std::string, std::string> before_;
    std::map<std::string, std::vector<std::string>> lines_;
    std::set<std::string> touched_;
    std::set<std::string> added_to_;
};

}  // namespace modules
