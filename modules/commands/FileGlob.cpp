#include "modules/commands/FileGlob.hpp"

#include <fnmatch.h>

namespace modules {

namespace {

bool fits_below(const HostView& host, const std::string& place, std::string_view rest) {
    const std::size_t start = rest.find_first_not_of('/');
    if (start == std::string_view::npos)
        return host.status(place.empty() ? "/" : place, Follow::links).has_value();
    const std::size_t end = std::min(rest.find('/', start), rest.size());
    const std::string component(rest.substr(start, end - start));
    rest.remove_prefix(end);
    if (component.find_first_of("*?[") == std::string::npos)
        return fits_below(host, place + '/' + component, rest);
    const std::string directory = place.empty() ? "/" : place;
    if (!host.is_directory(directory)) return false;
    for (const std::string& name : host.list(directory)) {
        if (::fnmatch(component.c_str(), name.c_str(), FNM_PERIOD) != 0) continue;
        if (fits_below(host, place + '/' + name, rest)) return true;
    }
    return false;
}

}  // namespace

bool any_file_fits(const HostView& host, const std::string& pattern) {
    return fits_below(host, "", pattern);
}

}  // namespace modules
