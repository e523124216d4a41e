#include "modules/packages/AptRepository.hpp"

#include "modules/files/Paths.hpp"
#include "modules/packages/AptGet.hpp"
#include "modules/packages/AptSources.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

std::string source_of(const AptRepositoryArguments& wanted) {
    if (wanted.repo.starts_with("ppa:"))
        throw Failure(
            fmt::format("{}: ppa: is not understood here; write the line of the archive (deb "
                        "https://ppa.launchpadcontent.net/OWNER/NAME/ubuntu SUITE main), and bring its key "
                        "with apt_key",
                        wanted.repo));
    if (wanted.codename) throw Failure("apt_repository: codename is for ppa:, which is not understood here");
    const std::optional<AptSource> source = apt_source_in(wanted.repo);
    if (!source || !source->is_enabled) throw Failure("Invalid repository string: " + wanted.repo);
    return source->text;
}

void write_list(HostControl& control, const std::string& path, const std::optional<std::string>& text,
                const Ownership& ownership) {
    if (!text) {
        control.remove(path);
        return;
    }
    if (const std::string directory = parent_of(path); !control.is_directory(directory))
        control.make_directory(directory, 0755);
    control.write(path, *text, ownership);
}

/// All files at once, and apt's lists after them; where apt cannot read those all files are as they were.
Outcome applied_edits(HostControl& control, const std::vector<AptSources::Edit>& edits,
                      const AptRepositoryArguments& wanted) {
    constexpr unsigned usual_list_mode = 0644;
    for (const AptSources::Edit& edit : edits) {
        Ownership ownership;
        if (edit.is_new_source)
            ownership.mode = wanted.mode ? wanted.mode->applied_to(usual_list_mode, false) : usual_list_mode;
        write_list(control, edit.path, edit.after, ownership);
    }
    if (!wanted.update_cache) return {};
    AptArguments apt;
    apt.update_cache_retries = wanted.update_cache_retries;
    apt.update_cache_retry_max_delay = wanted.update_cache_retry_max_delay;
    try {
        AptGet(apt).update(control);
    } catch (const Failure&) {
        for (const AptSources::Edit& edit : edits)
            write_list(control, edit.path, edit.before, {});
        throw;
    }
    return {};
}

}  // namespace

ArgumentList<AptRepositoryArguments> AptRepository::table() const {
    using A = AptRepositoryArguments;
    ArgumentList<A> list;
    list.add("repo", &A::repo, "the line of sources.list: deb https://deb.example/debian stable main",
             {.need = Need::required})
        .add("state", &A::state, "whether it is to be there")
        .add("mode", &A::mode, "the mode of a file that gets it")
        .add("filename", &A::filename,
             "the file in sources.list.d, without .list; else named after the address")
        .add("codename", &A::codename, "of ppa:, which is refused")
        .add("update_cache", &A::update_cache, "fetch the lists of packages after a change",
             {.aliases = {"update-cache"}})
        .add("update_cache_retries", &A::update_cache_retries, "how often fetching is tried")
        .add("update_cache_retry_max_delay", &A::update_cache_retry_max_delay,
             "the longest pause between two tries (seconds)")
        .add("install_python_apt", &A::install_python_apt, "accepted; no Python is needed")
        .add("validate_certs", &A::validate_certs, "accepted; nothing is fetched here");
    return list;
}

Plan AptRepository::check(const AptRepositoryArguments& wanted, const HostView& host,
                          const CallOptions& options) const {
    if (wanted.repo.empty()) throw Failure("Please set argument 'repo' to a non-empty value");
    const std::string source = source_of(wanted);
    AptSources sources(host);
    if (wanted.state == Presence::present) {
        sources.add(source, wanted.filename.value_or(source_file_name(source)) + ".list");
    } else {
        sources.remove(source);
    }
    Plan plan;
    plan.data = {{"repo", wanted.repo}, {"state", Field<Presence>::to(wanted.state)}};
    const std::vector<AptSources::Edit> edits = sources.edits();
    for (std::size_t number = 0; number < edits.size(); ++number) {
        Difference difference{edits[number].path, {}, {}};
        if (options.diff) {
            if (edits[number].before) difference.before = *edits[number].before;
            if (edits[number].after) difference.after = *edits[number].after;
        }
        std::function<Outcome(HostControl&)> action;
        if (number == 0)
            action = [edits, wanted](HostControl& control) { return applied_edits(control, edits, wanted); };
        plan.change(std::move(difference), std::move(action));
    }
    return plan;
}

}  // namespace modules
