#include "modules/files/TempFile.hpp"

#include "modules/files/PathFacts.hpp"
#include "modules/files/Paths.hpp"
#include "modules/files/RandomName.hpp"
#include "modules/system/HostControl.hpp"

#include <fmt/format.h>

namespace modules {

ArgumentList<TempFileArguments> TempFile::table() const {
    using A = TempFileArguments;
    ArgumentList<A> list;
    list.add("state", &A::state, "what to make")
        .add("path", &A::path, "the directory to make it in; else the system's for temporary files",
             {.path = true})
        .add("prefix", &A::prefix, "how its name begins")
        .add("suffix", &A::suffix, "how its name ends");
    return list;
}

Plan TempFile::check(const TempFileArguments& wanted, const HostView& host,
                     const CallOptions& options) const {
    if ((wanted.prefix + wanted.suffix).find('/') != std::string::npos)
        throw Failure("tempfile: prefix and suffix are parts of a name; they cannot hold a slash");
    Plan plan;
    if (options.check_mode) {
        plan.skipped = true;
        plan.data.set("msg", "remote module (tempfile) does not support check mode");
        plan.unknown = "the name of a temporary file is known when it is made";
        return plan;
    }
    const std::string directory = wanted.path ? *wanted.path : host.environment("TMPDIR").value_or("/tmp");
    if (!host.is_directory(directory))
        throw Failure(fmt::format("No such directory to make a temporary file in: {}", directory));
    const std::string path = joined(directory, wanted.prefix + random_name() + wanted.suffix);
    const bool is_file = wanted.state == TempFileState::file;
    plan.change({path, {}, Map{{"state", is_file ? "file" : "directory"}}},
                [path, is_file](HostControl& control) {
                    if (is_file) {
                        control.write(path, "", {.mode = 0600});
                    } else {
                        control.make_directory(path, 0700);
                    }
                    return Outcome{Map{{"path", path}}, {}, {}};
                });
    plan.afterwards = [path](const HostView& later) { return path_facts(later, path); };
    return plan;
}

}  // namespace modules
