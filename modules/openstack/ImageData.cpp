// https://docs.openstack.org/api-ref/image/v2/#image-data
#include "modules/module/PythonLiteral.hpp"
#include "modules/openstack/Beyond.hpp"
#include "modules/system/Digest.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

namespace modules::openstack {

namespace {

constexpr std::size_t piece_size = 1U << 20U;
// What Glance gives a digest by, unless it is told to use another.
constexpr const char* usual_digest = "sha512";

/// "sha512:…": by which digest, and what it gives.
struct Sum {
    std::string algorithm;
    std::string hexadecimal;
};

DigestKind digest_kind(const std::string& algorithm, const std::string& where) {
    const std::optional<DigestKind> kind = digest_named(algorithm);
    if (!kind) throw Failure(fmt::format("{}: \"{}\" is no digest that is known here", where, algorithm));
    return *kind;
}

Sum sum_of(const std::string& written, const std::string& where) {
    const std::size_t colon = written.find(':');
    if (colon == std::string::npos)
        throw Failure(fmt::format("{}: checksum: expected a digest's name, a colon and what it gives "
                                  "(sha512:…), found \"{}\"",
                                  where, written));
    Sum sum{lower_case(written.substr(0, colon)), lower_case(trimmed(written.substr(colon + 1)))};
    static_cast<void>(digest_kind(sum.algorithm, where + ": checksum"));
    return sum;
}

/// Read in pieces: an image does not fit into memory.
std::string file_digest(const HostView& host, const std::string& path, DigestKind kind) {
    Digest digest(kind);
    for (std::uint64_t offset = 0;;) {
        const std::string piece = host.read_part(path, offset, piece_size);
        digest.add(piece);
        offset += piece.size();
        if (piece.size() < piece_size) return digest.hexadecimal();
    }
}

/// What Glance says of the data that it has: its own digest, or MD5 where that is asked for.
std::optional<std::string> digest_there(const Value& image, const std::string& algorithm) {
    if (image.text_of("os_hash_algo") == algorithm) return image.text_of("os_hash_value");
    if (algorithm == "md5" && !image.text_of("checksum").empty()) return image.text_of("checksum");
    return std::nullopt;
}

/// The one entry's data.
struct ImageData {
    std::string where;
    std::string file;
    std::optional<Sum> sum;
};

/// Is what Glance has what is declared? By the digest that is declared, or by the file itself.
void require_same(const ImageData& wanted, const Value& image, const HostView& host) {
    std::optional<Sum> expected;
    if (wanted.sum && digest_there(image, wanted.sum->algorithm)) {
        expected = wanted.sum;
    } else if (!wanted.file.empty() && host.exists(wanted.file)) {
        const std::string algorithm = image.text_of("os_hash_algo", usual_digest);
        expected = Sum{algorithm, file_digest(host, wanted.file, digest_kind(algorithm, wanted.where))};
    }
    if (!expected) return;
    const std::string there = digest_there(image, expected->algorithm).value_or("");
    if (there == expected->hexadecimal) return;
    throw Failure(
        fmt::format("{}: its data is not the one declared ({} {}, not {}), and data never changes: give the "
                    "new image another name, or remove this one first (state: absent)",
                    wanted.where, expected->algorithm, there, expected->hexadecimal));
}

std::uint64_t file_size(const HostView& host, const std::string& path, const std::string& where) {
    const std::optional<FileStatus> status = host.status(path, Follow::links);
    if (!status) throw Failure(fmt::format("{}: filename: there is no {} here", where, path));
    if (status->type != FileType::regular || status->size == 0)
        throw Failure(fmt::format("{}: filename: {} is no file, or an empty one", where, path));
    return status->size;
}

/// Sends the file while its digests are made, and sees whether it came as it was read.
void send(const ImageData& wanted, Cloud& cloud, const ResourceKind& kind, const std::string& id,
          HostControl& control) {
    if (wanted.sum) {
        const std::string found =
            file_digest(control, wanted.file, digest_kind(wanted.sum->algorithm, wanted.where));
        if (found != wanted.sum->hexadecimal)
            throw Failure(fmt::format("{}: {} has the {} {}, not {}: nothing was sent", wanted.where,
                                      wanted.file, wanted.sum->algorithm, found, wanted.sum->hexadecimal));
    }
    Digest digest(*digest_named(usual_digest));
    const std::string place = fmt::format("{}/{}", kind.path, form_quoted(id));
    cloud.upload(
        control, kind.service, place + "/file",
        {.length = file_size(control, wanted.file, wanted.where), .piece = [&](std::uint64_t offset) {
             std::string piece = control.read_part(wanted.file, offset, piece_size);
             digest.add(piece);
             return piece;
         }});
    const Value image = cloud.look(kind.service, place).value_or(Value());
    if (image.text_of("status") != "active")
        throw Failure(fmt::format("{}: {} was sent, but the image is {}", wanted.where, wanted.file,
                                  image.text_of("status", "gone")));
    const std::optional<std::string> there = digest_there(image, usual_digest);
    if (there && *there != digest.hexadecimal())
        throw Failure(fmt::format("{}: what arrived is not what {} holds", wanted.where, wanted.file));
}

void plan_properties(const Entry& entry, const std::optional<Value>& present, ResourcePlan& plan) {
    const Value* const declared = entry.own.find("properties");
    if (declared == nullptr) return;
    Map before;
    Map after;
    for (const auto& [key, value] : declared->as_map()) {
        const Value text = value.is_text() ? value : Value(to_python_text(value));
        const Value there = present ? present->get(key).value_or(Value()) : Value();
        if (there == text) continue;
        if (entry.kind->attribute(key) != nullptr)
            throw Failure(
                fmt::format("{}: properties: \"{}\" is said beside them, not in them", entry.where, key));
        before.set(key, there);
        after.set(key, text);
    }
    if (after.empty()) return;
    plan.change(
        {"properties of " + subject_of(entry), before, after},
        [cloud = plan.cloud(), &kind = *entry.kind, thing = entry.thing, after](HostControl& control) {
            List operations;
            for (const auto& [key, value] : after)
                operations.emplace_back(Map{{"op", "add"}, {"path", "/" + key}, {"value", value}});
            static_cast<void>(cloud->change(control, "PATCH", kind.service,
                                            fmt::format("{}/{}", kind.path, form_quoted(thing->id)),
                                            operations, "application/openstack-images-v2.1-json-patch"));
            return Outcome{};
        });
}

}  // namespace

void plan_image(const Entry& entry, const std::optional<Value>& present, const HostView& host,
                ResourcePlan& plan) {
    if (entry.absent) return;
    plan_properties(entry, present, plan);
    ImageData wanted{entry.where, Value(entry.own).text_of("filename"), std::nullopt};
    if (const std::string sum = Value(entry.own).text_of("checksum"); !sum.empty())
        wanted.sum = sum_of(sum, entry.where);
    const std::string status = present ? present->text_of("status") : "queued";
    if (status == "active") {
        require_same(wanted, *present, host);
        return;
    }
    if (wanted.file.empty()) return;
    if (status != "queued")
        throw Failure(fmt::format("{}: it is {}; that is neither without data nor with all of it",
                                  entry.where, status));
    if (!host.exists(wanted.file)) {
        plan.unknown(fmt::format("{}: filename: there is no {} here", entry.where, wanted.file));
        return;
    }
    const std::uint64_t size = file_size(host, wanted.file, entry.where);
    plan.change(
        {"data of " + subject_of(entry), "none", fmt::format("{}, {} bytes", wanted.file, size)},
        [cloud = plan.cloud(), &kind = *entry.kind, thing = entry.thing, wanted](HostControl& control) {
            send(wanted, *cloud, kind, thing->id, control);
            return Outcome{};
        });
}

}  // namespace modules::openstack
