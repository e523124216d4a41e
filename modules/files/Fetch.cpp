#include "modules/files/Fetch.hpp"

#include "modules/system/Digest.hpp"
#include "modules/system/HostView.hpp"

namespace modules {

namespace {

std::string checksum_in_parts(const HostView& host, const std::string& path) {
    constexpr std::size_t part_size = 1U << 20U;
    Digest digest(DigestKind::sha1);
    for (std::uint64_t offset = 0;;) {
        const std::string part = host.read_part(path, offset, part_size);
        digest.add(part);
        offset += part.size();
        if (part.size() < part_size) return digest.hexadecimal();
    }
}

}  // namespace

ArgumentList<FetchArguments> Fetch::table() const {
    ArgumentList<FetchArguments> list;
    list.add("src", &FetchArguments::src, "the file on the host", {.need = Need::required, .path = true})
        .add("_offset", &FetchArguments::offset, "internal: where the part that is wanted begins")
        .add("_length", &FetchArguments::length, "internal: how long it is at most");
    return list;
}

Plan Fetch::check(const FetchArguments& wanted, const HostView& host, const CallOptions&) const {
    Plan plan;
    if (wanted.offset) {
        plan.data.set("content", host.read_part(wanted.src, static_cast<std::uint64_t>(*wanted.offset),
                                                static_cast<std::size_t>(wanted.length)));
        return plan;
    }
    const std::optional<FileStatus> status = host.status(wanted.src, Follow::links);
    plan.data.set("exists", status.has_value());
    if (!status) return plan;
    if (status->type == FileType::directory)
        throw Failure("remote file is a directory, fetch cannot work on directories");
    plan.data.set("checksum", checksum_in_parts(host, wanted.src));
    plan.data.set("size", static_cast<std::int64_t>(status->size));
    return plan;
}

}  // namespace modules
