// The low-level functions: OpenSSL's providers would make a static agent several megabytes larger.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "modules/system/Digest.hpp"

#include <openssl/md5.h>
#include <openssl/sha.h>

#include <array>
#include <variant>

namespace modules {

struct Digest::State {
    DigestKind kind;
    std::variant<MD5_CTX, SHA_CTX, SHA256_CTX, SHA512_CTX> context;
};

std::optional<DigestKind> digest_named(std::string_view name) {
    if (name == "md5") return DigestKind::md5;
    if (name == "sha1") return DigestKind::sha1;
    if (name == "sha224") return DigestKind::sha224;
    if (name == "sha256") return DigestKind::sha256;
    if (name == "sha384") return DigestKind::sha384;
    if (name == "sha512") return DigestKind::sha512;
    return std::nullopt;
}

Digest::Digest(DigestKind kind) : state_(std::make_unique<State>(State{kind, MD5_CTX{}})) {
    switch (kind) {
    case DigestKind::md5:
        MD5_Init(&state_->context.emplace<MD5_CTX>());
        break;
    case DigestKind::sha1:
        SHA1_Init(&state_->context.emplace<SHA_CTX>());
        break;
    case DigestKind::sha224:
        SHA224_Init(&state_->context.emplace<SHA256_CTX>());
        break;
    case DigestKind::sha256:
        SHA256_Init(&state_->context.emplace<SHA256_CTX>());
        break;
    case DigestKind::sha384:
        SHA384_Init(&state_->context.emplace<SHA512_CTX>());
        break;
    case DigestKind::sha512:
        SHA512_Init(&state_->context.emplace<SHA512_CTX>());
        break;
    }
}

Digest::~Digest() = default;

void Digest::add(std::string_view bytes) {
    switch (state_->kind) {
    case DigestKind::md5:
        MD5_Update(&std::get<MD5_CTX>(state_->context), bytes.data(), bytes.size());
        break;
    case DigestKind::sha1:
        SHA1_Update(&std::get<SHA_CTX>(state_->context), bytes.data(), bytes.size());
        break;
    case DigestKind::sha224:
    case DigestKind::sha256:
        SHA256_Update(&std::get<SHA256_CTX>(state_->context), bytes.data(), bytes.size());
        break;
    case DigestKind::sha384:
    case DigestKind::sha512:
        SHA512_Update(&std::get<SHA512_CTX>(state_->context), bytes.data(), bytes.size());
        break;
    }
}

std::string Digest::hexadecimal() {
    std::array<unsigned char, SHA512_DIGEST_LENGTH> bytes{};
    std::size_t length = 0;
    switch (state_->kind) {
    case DigestKind::md5:
        MD5_Final(bytes.data(), &std::get<MD5_CTX>(state_->context));
        length = MD5_DIGEST_LENGTH;
        break;
    case DigestKind::sha1:
        SHA1_Final(bytes.data(), &std::get<SHA_CTX>(state_->context));
        length = SHA_DIGEST_LENGTH;
        break;
    case DigestKind::sha224:
    case DigestKind::sha256:
        SHA256_Final(bytes.data(), &std::get<SHA256_CTX>(state_->context));
        length = state_->kind == DigestKind::sha224 ? SHA224_DIGEST_LENGTH : SHA256_DIGEST_LENGTH;
        break;
    case DigestKind::sha384:
    case DigestKind::sha512:
        SHA512_Final(bytes.data(), &std::get<SHA512_CTX>(state_->context));
        length = state_->kind == DigestKind::sha384 ? SHA384_DIGEST_LENGTH : SHA512_DIGEST_LENGTH;
        break;
    }
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (std::size_t index = 0; index < length; ++index) {
        text += digits[bytes[index] >> 4U];
        text += digits[bytes[index] & 15U];
    }
    return text;
}

std::string digest_of(DigestKind kind, std::string_view bytes) {
    Digest digest(kind);
    digest.add(bytes);
    return digest.hexadecimal();
}

}  // namespace modules
