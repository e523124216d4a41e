#include "modules/files/File.hpp"

#include "modules/files/FileLook.hpp"

namespace modules {

ArgumentList<FileArguments> File::table() const {
    ArgumentList<FileArguments> table;
    table
        .add("path", &FileArguments::path, "the file, directory or link",
             {.need = Need::required, .aliases = {"dest", "name"}, .path = true})
        .add("state", &FileArguments::state,
             "what it should be; without it, what is there keeps its kind and only owner and mode are set")
        .add("src", &FileArguments::src,
             "what a link points at (absolute, or relative to the link), or the file a hard link shares",
             {.path = true})
        .add("recurse", &FileArguments::recurse, "set owner and mode on all that is below the directory too")
        .add("force", &FileArguments::force,
             "make a link though its target is missing, or in place of a file or an empty directory")
        .add("follow", &FileArguments::follow, "where the path is a link, mean its target")
        .add("access_time", &FileArguments::access_time,
             "\"now\", \"preserve\", or a time in access_time_format")
        .add("modification_time", &FileArguments::modification_time,
             "\"now\", \"preserve\", or a time in modification_time_format")
        .add("access_time_format", &FileArguments::access_time_format,
             "how access_time is written, for strptime")
        .add("modification_time_format", &FileArguments::modification_time_format,
             "how modification_time is written, for strptime")
        .add("_original_basename", &FileArguments::original_basename,
             "internal: the name below a path that is a directory");
    add_attribute_arguments(table);
    return table;
}

Plan File::check(const FileArguments& wanted, const HostView& host, const CallOptions& options) const {
    return FileLook(wanted, host, options).plan();
}

}  // namespace modules
