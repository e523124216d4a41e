#pragma once

#include "modules/files/Attributes.hpp"
#include "modules/files/Text.hpp"

#include <optional>
#include <string>

namespace modules {

/// A file's content that is to be replaced, and how: one change for the content, another for owner and mode.
struct Rewrite {
    std::string path = {};
    /// Nothing where there is no file yet.
    std::optional<FileStatus> present = {};
    std::string before = {};
    std::string after = {};
    Showing showing = Showing::plain;
    /// What may be shown of a secret `after`: the text with dots in the place of each secret. Empty: nothing.
    std::string shown = {};
    /// Keep a copy of the old file; its name becomes `backup_key` of the result.
    bool backup = false;
    std::string backup_key = "backup";
    /// A command that must succeed on a copy before the file is replaced; %s stands for the copy's path.
    std::optional<std::string> validate = {};
    /// Content that the control side sent ahead stands in this file on the host.
    std::optional<std::string> staged = {};
    bool unsafe_writes = false;
};

/// Adds the change of content where `after` differs from `before` or the file is new.
void add_content_change(Plan& plan, Rewrite rewrite, const Attributes& attributes,
                        const CallOptions& options);

/// Copies the file beside itself as "NAME.2024-01-31@14:05:09~" and gives that name.
std::string back_up(HostControl& host, const std::string& path);

/// Runs the validation on a file. Throws Failure with the command's status and output.
void run_validation(HostControl& host, const std::string& validate, const std::string& path);

}  // namespace modules
