#include "modules/network/GetUrl.hpp"

#include "modules/network/Download.hpp"

namespace modules {

ArgumentList<GetUrlArguments> GetUrl::table() const {
    ArgumentList<GetUrlArguments> table;
    add_url_arguments(table, "username");
    table
        .add("dest", &GetUrlArguments::dest, "the file; in a directory it is named as the server names it",
             {.need = Need::required, .path = true})
        .add("checksum", &GetUrlArguments::checksum,
             "what it must hash to: sha256:… in hexadecimal, or sha256:https://… of a file of checksums")
        .add("backup", &GetUrlArguments::backup, "keep a dated copy of a file that is replaced")
        .add("tmp_dest", &GetUrlArguments::tmp_dest, "a directory to fetch it to first", {.path = true});
    return table;
}

Plan GetUrl::check(const GetUrlArguments& wanted, const HostView& host, const CallOptions& options) const {
    const std::shared_ptr<const Download> download = std::make_shared<Download>(wanted, host, options);
    if (download->is_there()) return download->attributes_only(host);
    if (options.check_mode) return download->compared(host);
    Plan plan;
    // The plan holds the download until all that follows from it is done.
    plan.upkeep([download](HostControl& control) { return download->fetched(control); });
    return plan;
}

}  // namespace modules
