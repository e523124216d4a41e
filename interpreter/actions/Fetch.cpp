#include "interpreter/actions/actions.hpp"
#include "interpreter/actions/arguments.hpp"
#include "modules/system/Digest.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace interpreter {

namespace {

namespace filesystem = std::filesystem;

using modules::DigestKind;
using modules::Failure;

/// Where the file goes: with `flat` just there, else below the host's name with its whole path.
std::string destination_of(const ActionCall& call, const std::string& source) {
    const std::string written = call.arguments.text_of("dest");
    filesystem::path place(written);
    if (!flag_of(call.arguments, "flat", false)) {
        place = filesystem::path(written) / call.host / filesystem::path(source).relative_path();
    } else if (written.ends_with('/')) {
        place /= filesystem::path(source).filename();
    } else if (filesystem::is_directory(place)) {
        throw Failure("dest is an existing directory, use a trailing slash if you want to fetch src into that directory");
    }
    if (place.is_relative())
        if (const auto playbook = call.evaluation.scope.find("playbook_dir"))
            place = filesystem::path(playbook->value.as_text()) / place;
    return place.lexically_normal().string();
}

struct Local {
    std::string checksum;
    std::string md5;
};

Local digests_of(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    modules::Digest sha1(DigestKind::sha1);
    modules::Digest md5(DigestKind::md5);
    std::string part(1U << 20U, '\0');
    while (stream.read(part.data(), static_cast<std::streamsize>(part.size())), stream.gcount() > 0) {
        const std::string_view bytes(part.data(), static_cast<std::size_t>(stream.gcount()));
        sha1.add(bytes);
        md5.add(bytes);
    }
    return {sha1.hexadecimal(), md5.hexadecimal()};
}

/// Writes beside the destination first, so that nobody sees half a file.
void bring(const ActionCall& call, const std::string& source, const std::string& destination) {
    filesystem::create_directories(filesystem::path(destination).parent_path());
    const std::string unfinished = destination + ".part";
    {
        std::ofstream stream(unfinished, std::ios::binary | std::ios::trunc);
        for (std::int64_t offset = 0;;) {
            const modules::ModuleResult part =
                call.call_module("fetch", Map{{"src", source}, {"_offset", offset}}, {});
            if (part.failure) throw Failure(*part.failure, part.data);
            const Value* content = part.data.find("content");
            if (content == nullptr || content->as_text().empty()) break;
            stream << content->as_text();
            offset += static_cast<std::int64_t>(content->as_text().size());
        }
        if (!stream.flush()) throw Failure("cannot write " + unfinished + ": " + std::strerror(errno));
    }
    filesystem::rename(unfinished, destination);
}

ActionResult missing(const ActionCall& call, const std::string& source) {
    const std::string message = "the remote file does not exist, not transferring, ignored";
    if (flag_of(call.arguments, "fail_on_missing", true)) throw Failure(message);
    ActionResult answer;
    answer.result.data = Map{{"msg", message}, {"file", source}};
    return answer;
}

}  // namespace

ActionResult run_fetch(const ActionCall& call) {
    const std::string source = call.arguments.text_of("src");
    const modules::ModuleResult found = call.call_module("fetch", Map{{"src", source}}, {});
    ActionResult answer;
    answer.result = found;
    if (found.failure) return answer;
    const Value exists = *found.data.find("exists");
    if (!exists.as_boolean()) return missing(call, source);
    const std::string remote = found.data.find("checksum")->as_text();
    const std::string destination = destination_of(call, source);
    answer.result.data = Map{{"dest", destination}, {"checksum", remote}};
    if (filesystem::exists(destination)) {
        const Local local = digests_of(destination);
        if (local.checksum == remote) {
            answer.result.data.set("file", source);
            answer.result.data.set("md5sum", local.md5);
            return answer;
        }
    }
    answer.result.changed = true;
    if (call.mode == RunMode::check) return answer;
    try {
        bring(call, source, destination);
    } catch (const filesystem::filesystem_error& error) {
        throw Failure(error.what());
    }
    const Local local = digests_of(destination);
    answer.result.data.set("md5sum", local.md5);
    answer.result.data.set("remote_md5sum", Value());
    answer.result.data.set("remote_checksum", remote);
    answer.result.data.set("checksum", local.checksum);
    if (flag_of(call.arguments, "validate_checksum", true) && local.checksum != remote)
        throw Failure("checksum mismatch", answer.result.data);
    return answer;
}

}  // namespace interpreter
