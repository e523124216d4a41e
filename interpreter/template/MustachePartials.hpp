#pragma once

#include "interpreter/source/SourceFiles.hpp"
#include "interpreter/template/MustacheTag.hpp"

#include <map>
#include <set>
#include <string>

namespace interpreter {

/// A Mustache file with every partial that it names, and those that they name.
class MustachePartials {
  public:
    struct Part {
        std::string text;
        MustacheTags tags;
    };

    /// Mistakes go to `diagnostics`: unreadable files, missing partials, wrong syntax.
    MustachePartials(const std::string& path, SourceFiles& files, Diagnostics& diagnostics);

    [[nodiscard]] const Part& root() const { return root_; }
    [[nodiscard]] const Part* find(const std::string& name) const;
    [[nodiscard]] const std::map<std::string, Part>& all() const { return parts_; }
    /// Every word that stands in a name anywhere: no other key of a mapping can ever be asked for.
    [[nodiscard]] const std::set<std::string>& words() const { return words_; }

  private:
    void collect(const MustacheTags& tags, SourceFiles& files, Diagnostics& diagnostics);
    void add(const MustacheTag& tag, SourceFiles& files, Diagnostics& diagnostics);

    std::string directory_;
    Part root_;
    std::map<std::string, Part> parts_;
    std::set<std::string> words_;
};

}  // namespace interpreter
