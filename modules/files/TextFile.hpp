#pragma once

#include "modules/files/Attributes.hpp"
#include "modules/files/Text.hpp"

#include <optional>
#include <string>

namespace modules {

/// A text file that a module edits: read once, changed as text, saved through a plan. A link is followed.
class TextFile {
  public:
    /// Throws Failure where there is a directory.
    TextFile(const std::string& path, const HostView& host);

    [[nodiscard]] bool exists() const { return status_.has_value(); }
    /// Empty where there is no file.
    [[nodiscard]] const std::string& text() const { return before_; }
    void set_text(std::string text) { after_ = std::move(text); }

    struct Saving {
        Showing showing = Showing::plain;
        bool backup = false;
        std::string backup_key = "backup";
        std::optional<std::string> validate = {};
    };
    /// Adds what is to change: directories above a new file, the content, owner and mode.
    void save(Plan& plan, const AttributeArguments& attributes, const Saving& saving,
              const CallOptions& options) const;
    /// The `msg` of the result, after save(): the words for what became of the text (empty: nothing), and for
    /// owner and mode.
    [[nodiscard]] std::string message(const Plan& plan, std::string about_text) const;

  private:
    const HostView& host_;
    std::string path_;
    std::optional<FileStatus> status_;
    std::string before_;
    std::string after_;
};

}  // namespace modules
