#pragma once

#include "interpreter/source/Position.hpp"

#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace interpreter {

/// May an error show lines of the text? Not of what a vault held.
enum class Quoting { allowed, forbidden };

/// Every text that the program reads, kept so that an error can quote the line it speaks of.
/// Files are numbered from 1 in the order of reading; may be used by many threads at once.
class SourceFiles {
  public:
    /// Keeps a text under the name that messages give it: a path, or "command line" and the like.
    std::uint32_t add(std::string name, std::string text, Quoting quoting = Quoting::allowed);
    /// Reads a file from disk; an unchanged file that was read before keeps its number. Throws
    /// DiagnosticError when it cannot be read; `asked_at` is where it was asked for.
    std::uint32_t read(const std::string& path, Position asked_at = {});

    [[nodiscard]] const std::string& name(std::uint32_t file) const;
    [[nodiscard]] const std::string& text(std::uint32_t file) const;
    /// Without its line end; empty past the end.
    [[nodiscard]] std::string_view line(std::uint32_t file, std::uint32_t number) const;
    [[nodiscard]] bool may_quote(std::uint32_t file) const;
    /// "site.yml:3:7", "site.yml:3" without a column, "site.yml" without a line; empty for an unknown
    /// position.
    [[nodiscard]] std::string describe(Position position) const;

  private:
    struct File {
        std::string name;
        std::string text;
        Quoting quoting = Quoting::allowed;
    };
    [[nodiscard]] const File* find(std::uint32_t file) const;

    mutable std::mutex mutex_;
    std::deque<File> files_;
    std::unordered_map<std::string, std::uint32_t> latest_;
};

}  // namespace interpreter
