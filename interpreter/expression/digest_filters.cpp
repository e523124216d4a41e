#include "interpreter/expression/Call.hpp"
#include "interpreter/expression/digest.hpp"
#include "interpreter/expression/python.hpp"
#include "modules/value/Base64.hpp"

#include <stdexcept>

namespace interpreter {

namespace {

std::string digest(Call& call, const std::string& algorithm) {
    std::optional<std::string> found = hex_digest(call.input_text(), algorithm);
    if (!found)
        call.fail("does not know the algorithm '" + algorithm + "'",
                  "md5, sha1, sha256 and sha512 are known");
    return *std::move(found);
}

Value hash(Call& call) {
    return digest(call, call.text(0, "sha1"));
}
Value md5(Call& call) {
    return digest(call, "md5");
}
Value sha1(Call& call) {
    return digest(call, "sha1");
}

Value b64encode(Call& call) {
    return modules::to_base64(call.input_text());
}
Value b64decode(Call& call) {
    std::optional<std::string> bytes = modules::whole_from_base64(call.input_text());
    if (!bytes) call.fail("finds no base64 in its text");
    return *std::move(bytes);
}

Value to_uuid(Call& call) {
    // The namespace of Ansible's own filter.
    std::optional<std::string> uuid =
        named_uuid(call.text(0, "361E6D51-FAEC-444A-9079-341386DA8E2E"), call.input_text());
    if (!uuid) call.fail("needs a UUID as its namespace");
    return *std::move(uuid);
}

Value password_hash(Call& call) {
    PasswordHash wanted;
    wanted.algorithm = call.text(0, "sha512");
    if (call.has(1) && !call[1].is_null()) wanted.salt = call.text(1);
    if (call.has(2) && !call[2].is_null()) wanted.salt_size = static_cast<std::size_t>(call.integer(2));
    if (call.has(3) && !call[3].is_null()) wanted.rounds = call.integer(3);
    if (call.has(4) && !call[4].is_null()) wanted.identifier = call.text(4);
    try {
        return hashed_password(call.input_text(), wanted);
    } catch (const std::invalid_argument& error) {
        call.fail(error.what());
    }
}

constexpr Builtin digest_filters_table[] = {
    {"b64decode", b64decode, "encoding?"},
    {"b64encode", b64encode, "encoding?"},
    {"checksum", sha1},
    {"hash", hash, "hashtype?"},
    {"md5", md5},
    {"password_hash", password_hash, "hashtype? salt? salt_size? rounds? ident?"},
    {"sha1", sha1},
    {"to_uuid", to_uuid, "namespace?"}};

}  // namespace

std::span<const Builtin> digest_filters() {
    return digest_filters_table;
}

}  // namespace interpreter
