#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace modules {

enum class DigestKind { md5, sha1, sha224, sha256, sha384, sha512 };

/// "sha256" → DigestKind::sha256; nothing for a name that is none of them.
std::optional<DigestKind> digest_named(std::string_view name);

/// A message digest over bytes that come piece by piece (FIPS 180-4; RFC 1321).
class Digest {
  public:
    explicit Digest(DigestKind kind);
    ~Digest();
    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;

    void add(std::string_view bytes);
    /// The digest in lower-case hexadecimal. Nothing may be added afterwards.
    [[nodiscard]] std::string hexadecimal();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The digest of what is all there, in lower-case hexadecimal.
std::string digest_of(DigestKind kind, std::string_view bytes);

}  // namespace modules
