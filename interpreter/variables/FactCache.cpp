#include "interpreter/variables/FactCache.hpp"

#include "interpreter/source/Diagnostic.hpp"
#include "modules/system/AtomicFile.hpp"
#include "modules/value/Json.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

namespace interpreter {

namespace {

constexpr const char* cache_hint = "fact_caching_connection names the directory of kept facts";

bool holds_secret(const Value& value) {
    if (value.is_secret()) return true;
    if (value.is_list())
        for (const Value& item : value.as_list())
            if (holds_secret(item)) return true;
    if (value.is_map())
        for (const Map::Entry& entry : value.as_map())
            if (holds_secret(entry.second)) return true;
    return false;
}

}  // namespace

FactCache::FactCache(std::string directory, std::string prefix, std::chrono::seconds timeout)
    : directory_(std::move(directory)), prefix_(std::move(prefix)), timeout_(timeout) {
    if (directory_.empty())
        throw DiagnosticError("facts are to be kept in files, but nothing says where", {},
                              "set fact_caching_connection to a directory");
    std::error_code failure;
    std::filesystem::create_directories(directory_, failure);
    if (failure || access(directory_.c_str(), R_OK | W_OK | X_OK) != 0)
        throw DiagnosticError("facts cannot be kept in '" + directory_ + "'" +
                                  (failure ? ": " + failure.message() : std::string()),
                              {}, cache_hint);
}

// A host may be called as no file can; `/` alone cannot stand in a name.
std::string FactCache::path_of(const std::string& host) const {
    std::string name = prefix_ + host;
    for (char& letter : name)
        if (letter == '/') letter = '_';
    return directory_ + '/' + name;
}

std::optional<Map> FactCache::load(const std::string& host) const {
    const std::string path = path_of(host);
    struct stat found {};
    if (stat(path.c_str(), &found) != 0) return std::nullopt;
    if (timeout_.count() > 0 && std::time(nullptr) - found.st_mtime > timeout_.count()) return std::nullopt;
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    try {
        const Value facts = modules::from_json(text.str());
        if (facts.is_map()) return facts.as_map();
    } catch (const std::runtime_error&) {
        // Said below, as for what is no mapping.
    }
    throw DiagnosticError("the facts kept in '" + path + "' are damaged", {}, "remove the file");
}

void FactCache::store(const std::string& host, const Map& facts) const {
    Map kept;
    for (const Map::Entry& entry : facts)
        if (!holds_secret(entry.second)) kept.set(entry.first, entry.second);
    modules::AtomicFile file(path_of(host));
    file.append(modules::to_json(kept, 4));
    file.finish({});
}

void FactCache::forget(const std::string& host) const { unlink(path_of(host).c_str()); }

}  // namespace interpreter
