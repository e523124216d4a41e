#include "modules/files/FileTimes.hpp"

#include <fmt/format.h>

#include <ctime>

namespace modules {

FileTimes::FileTimes(const FileArguments& wanted, FileState state)
    : access_(parsed(wanted.access_time, wanted.access_time_format, state)),
      modification_(parsed(wanted.modification_time, wanted.modification_time_format, state)) {}

FileTimes::Time FileTimes::parsed(const std::optional<std::string>& written, const std::string& format,
                                  FileState state) {
    const std::string text = written.value_or(state == FileState::touch ? "now" : "preserve");
    if (text == "preserve" || text.empty()) return {};
    if (text == "now") return {.now = true, .seconds = {}};
    std::tm moment{};
    moment.tm_isdst = -1;
    const char* end = strptime(text.c_str(), format.c_str(), &moment);
    if (end == nullptr || *end != '\0')
        throw Failure(fmt::format(
            "\"{}\" is no time in the format \"{}\"; write it so, or \"now\" or \"preserve\"", text, format));
    return {.now = false, .seconds = static_cast<double>(std::mktime(&moment))};
}

void FileTimes::add_change(Plan& plan, const std::string& path, const FileStatus& status) const {
    Map before;
    Map after;
    const auto compare = [&](const char* key, const Time& time, double present) {
        if (!time.differs(present)) return;
        before.set(key, present);
        after.set(key, time.now ? Value("now") : Value(*time.seconds));
    };
    compare("atime", access_, status.accessed);
    compare("mtime", modification_, status.modified);
    if (after.empty()) return;
    plan.change({path, std::move(before), std::move(after)}, [times = *this, path](HostControl& host) {
        times.set(host, path);
        return Outcome{};
    });
}

void FileTimes::set(HostControl& host, const std::string& path) const {
    const std::optional<FileStatus> status = host.status(path, Follow::links);
    if (!status || (access_.preserved() && modification_.preserved())) return;
    const auto chosen = [&](const Time& time, double present) {
        return time.now ? host.now() : time.seconds.value_or(present);
    };
    host.set_times(path, chosen(access_, status->accessed), chosen(modification_, status->modified));
}

}  // namespace modules
