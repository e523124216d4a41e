#include "modules/pcs/CibAccess.hpp"

#include "modules/system/HostControl.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sstream>

namespace modules::pcs {

namespace {

// crm_exit_t: what cibadmin ends with when the patch was made against an older version.
constexpr int exit_old = 103;
constexpr int exit_disconnected = 102;

std::string without_secrets(std::string text, const std::set<std::string>& secrets) {
    for (const std::string& secret : secrets)
        for (std::size_t place = text.find(secret); place != std::string::npos;
             place = text.find(secret, place))
            text.replace(place, secret.size(), "(hidden)");
    return text;
}

/// What crm_verify said of one kind: "error" or "warning".
std::vector<std::string> complaints(const std::string& text, const std::string& kind) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        // "(unpack_resources) \terror: text"; "Entity: line 14: element …: Relax-NG validity error : text"
        const std::size_t place = line.find(kind + ": ");
        if (place == std::string::npos && line.find(kind + " : ") == std::string::npos) continue;
        if (place != std::string::npos) line.erase(0, place + kind.size() + 2);
        // Of a document that nobody has as a file, numbers of lines are no help.
        if (line.starts_with("Entity: line ")) line.erase(0, line.find(": ", 8) + 2);
        lines.push_back(line);
    }
    return lines;
}

ProcessResult verified(const HostView& host, const std::string& cib) {
    Command command{"crm_verify", {"--verbose", "--xml-pipe"}, cib, {}, {}, {}, {}};
    return host.query(command);
}

/// The status section takes no part in a push, and is most of a busy cluster's CIB.
std::string configuration_only(const CibDocument& cib) {
    pugi::xml_document document;
    const std::string text = cib.text();
    document.load_buffer(text.data(), text.size());
    document.child("cib").remove_child("status");
    std::ostringstream stream;
    document.save(stream, "", pugi::format_raw | pugi::format_no_declaration);
    return stream.str();
}

/// Status updates count num_updates up all the time; only a change of the configuration (the epoch) is a
/// conflict.
std::string patch_against_epoch(const std::string& patch) {
    pugi::xml_document document;
    if (!document.load_buffer(patch.data(), patch.size()) || !document.child("diff"))
        throw Failure("crm_diff gave no patch: " + patch.substr(0, 200));
    document.child("diff").child("version").child("source").remove_attribute("num_updates");
    std::ostringstream stream;
    document.save(stream, "", pugi::format_raw | pugi::format_no_declaration);
    return stream.str();
}

}  // namespace

std::string read_cib(const HostView& host) {
    const ProcessResult answer = host.query({"cibadmin", {"--query"}, {}, {}, {}, {}, {}});
    if (answer.status == 127)
        throw ClusterNotRunning("Pacemaker is not installed here: there is no cibadmin");
    if (answer.status == exit_disconnected)
        throw ClusterNotRunning("the cluster does not run here: " +
                                answer.error.substr(0, answer.error.find('\n')));
    if (!answer.ok())
        throw Failure(fmt::format("cibadmin --query ended with {}: {}", answer.status, answer.error));
    return answer.output;
}

std::vector<std::string> verify_cib(const HostView& host, const std::string& before, const std::string& after,
                                    const std::set<std::string>& secrets) {
    const ProcessResult result = verified(host, after);
    if (result.ok()) return {};
    const std::vector<std::string> errors = complaints(result.error, "error");
    std::vector<std::string> warnings = complaints(result.error, "warning");
    std::vector<std::string> mistakes;
    if (!errors.empty()) {
        const std::vector<std::string> old = complaints(verified(host, before).error, "error");
        const std::set<std::string> known(old.begin(), old.end());
        for (const std::string& error : errors)
            (known.contains(error) ? warnings : mistakes).push_back(error);
    } else if (warnings.empty() && result.error.find("Warnings found") == std::string::npos) {
        mistakes.push_back(result.error);
    }
    for (std::vector<std::string>* lines : {&warnings, &mistakes})
        for (std::string& line : *lines)
            line = without_secrets(line, secrets);
    if (!mistakes.empty())
        throw Failure(fmt::format("Pacemaker would not take this configuration (crm_verify); nothing was "
                                  "changed:\n  {}",
                                  fmt::join(mistakes, "\n  ")));
    return warnings;
}

PushOutcome push_cib(HostControl& host, const std::string& before, CibDocument& after,
                     const std::set<std::string>& secrets) {
    after.advance_epoch();
    const std::string folder = host.temporary_directory();
    const Ownership owner_only{{}, {}, 0600};
    host.write(folder + "/before.xml", configuration_only(CibDocument(before)), owner_only);
    host.write(folder + "/after.xml", configuration_only(after), owner_only);
    const ProcessResult difference =
        host.query({"crm_diff",
                    {"--original", folder + "/before.xml", "--new", folder + "/after.xml"},
                    {},
                    {},
                    {},
                    {},
                    {}});
    host.remove(folder);
    // 1 means that there are differences.
    if (difference.status != 1)
        throw Failure(fmt::format("crm_diff ended with {}: {}", difference.status, difference.error));
    const ProcessResult pushed = host.run(
        {"cibadmin", {"--patch", "--xml-pipe"}, patch_against_epoch(difference.output), {}, {}, {}, {}});
    if (pushed.ok()) return PushOutcome::written;
    // Older: somebody pushed in between. "full refresh": somebody restored an older version in between.
    if (pushed.status == exit_old || pushed.error.find("full refresh") != std::string::npos)
        return PushOutcome::conflict;
    throw Failure(fmt::format("cibadmin --patch ended with {}: {}", pushed.status,
                              without_secrets(pushed.error, secrets)));
}

}  // namespace modules::pcs
