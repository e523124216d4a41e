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

/// What a key that stands twice in one mapping is (`duplicate_dict_key`).
enum class DuplicateKeys { ignored, warning, error };

/// Every text that the program reads, kept so that an error can quote the line it speaks of.
/// Files are numbered from 1 in the order of reading; may be used by many threads at once.
class SourceFiles {
  public:
    /// Keeps a text under the name that messages give it: a path, or "command line" and the like.
    std::uint32_t add(std::string name, std::string text, Quoting quoting = Quoting::allowed);
    /// Reads a file from disk; an unchanged file that was read before keeps its number. Throws
    /// DiagnosticError when it cannot be read; `asked_at` is where it was asked for.
    std::uint32_t read(const std::string& path, Position asked_at = {});

    /// Set before the first text is parsed.
    void set_duplicate_keys(DuplicateKeys duplicate_keys) { duplicate_keys_ = duplicate_keys; }
    [[nodiscard]] DuplicateKeys duplicate_keys() const { return duplicate_keys_; }

    [[nodiscard]] const std::string& name(std::uint32_t file) const;
    [[nodiscard]] const std::string& text(std::uint32_t file) const;
    /// Without its line end (and without a byte order mark); empty past the end.
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

    DuplicateKeys duplicate_keys_ = DuplicateKeys::warning;
    mutable std::mutex mutex_;
    std::deque<File> files_;
    std::unordered_map<std::string, std::uint32_t> latest_;
};

}  // namespace interpreter
