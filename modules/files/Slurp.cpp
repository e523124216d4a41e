#include "modules/files/Slurp.hpp"

#include "modules/system/HostView.hpp"
#include "modules/value/Base64.hpp"

#include <fmt/format.h>

namespace modules {

ArgumentList<SlurpArguments> Slurp::table() const {
    ArgumentList<SlurpArguments> table;
    table.add("src", &SlurpArguments::src, "the file",
              {.need = Need::required, .aliases = {"path"}, .path = true});
    return table;
}

Plan Slurp::check(const SlurpArguments& wanted, const HostView& host, const CallOptions& options) const {
    const std::optional<FileStatus> status = host.status(wanted.src, Follow::links);
    Plan plan;
    if (!status) {
        const std::string message = fmt::format("file not found: {}", wanted.src);
        if (!options.check_mode) throw Failure(message);
        plan.unknown = message;
        return plan;
    }
    if (status->type == FileType::directory)
        throw Failure(fmt::format("source is a directory and must be a file: {}", wanted.src));
    plan.data = {
        {"content", to_base64(host.read(wanted.src))}, {"source", wanted.src}, {"encoding", "base64"}};
    return plan;
}

}  // namespace modules
