#include "modules/agent/FinishedResults.hpp"

#include "modules/protocol/Frame.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace modules {

void FinishedResults::keep(const std::string& module, const Value& result) const {
    const std::string directory = directory_.inside("finished");
    const std::int64_t ended = std::time(nullptr);
    const std::string path =
        directory + "/" + std::to_string(ended) + "-" + std::to_string(::getpid()) + "-" + module;
    {
        std::ofstream file(path + ".part", std::ios::binary);
        file << encode({"finished", 0, {{"module", module}, {"result", result}, {"ended", ended}}});
    }
    std::filesystem::rename(path + ".part", path);
}

List FinishedResults::read() {
    List results;
    std::error_code none;
    if (!std::filesystem::exists(directory_.path() + "/finished", none)) return results;
    std::vector<std::string> paths;
    for (const std::filesystem::directory_entry& entry :
         std::filesystem::directory_iterator(directory_.inside("finished"), none))
        if (entry.path().extension() != ".part") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const std::string& path : paths) {
        std::ifstream file(path, std::ios::binary);
        FrameReader reader;
        reader.add(std::string(std::istreambuf_iterator<char>(file), {}));
        told_.push_back(path);
        try {
            if (const std::optional<Message> kept = reader.next()) results.push_back(kept->fields);
        } catch (const BadFrame&) {
            // A torn file (power cut while it was written) tells nothing; it goes with the others.
            continue;
        }
    }
    return results;
}

void FinishedResults::forget() {
    for (const std::string& path : told_)
        ::unlink(path.c_str());
    told_.clear();
}

}  // namespace modules
