#include "modules/files/Copy.hpp"

#include "modules/files/CopyLook.hpp"

namespace modules {

ArgumentList<CopyArguments> Copy::table() const {
    ArgumentList<CopyArguments> table;
    table
        .add("dest", &CopyArguments::dest, "the file; with a directory or a name ending in / a file below it",
             {.need = Need::required, .path = true})
        .add("content", &CopyArguments::content, "what the file holds, in place of src")
        .add("src", &CopyArguments::src, "the file or directory to copy; with remote_src one of the host",
             {.path = true})
        .add("remote_src", &CopyArguments::remote_src, "src is on the host, not on the control side")
        .add("force", &CopyArguments::force,
             "replace a file that differs; no: only make one where there is none", {.aliases = {"thirsty"}})
        .add("follow", &CopyArguments::follow, "where dest is a link, replace the content of its target")
        .add("local_follow", &CopyArguments::local_follow,
             "copy what links in the source point at, not the links")
        .add("backup", &CopyArguments::backup, "keep a dated copy of a file that is replaced")
        .add("validate", &CopyArguments::validate,
             "a command that must succeed on the new file (%s) before it replaces the old one")
        .add("directory_mode", &CopyArguments::directory_mode, "the mode of directories that are made")
        .add("checksum", &CopyArguments::checksum, "the SHA-1 that the content must have")
        .add("_content_hash", &CopyArguments::content_hash, "internal: SHA-256 of content sent ahead")
        .add("_content_secret", &CopyArguments::content_secret, "internal: that content holds secrets")
        .add("_content_shown", &CopyArguments::content_shown, "internal: that content with its secrets as dots")
        .add("_original_basename", &CopyArguments::original_basename, "internal: the name below a directory");
    add_attribute_arguments(table);
    return table;
}

Plan Copy::check(const CopyArguments& wanted, const HostView& host, const CallOptions& options) const {
    return CopyLook(wanted, host, options).plan();
}

}  // namespace modules
