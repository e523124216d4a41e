#pragma once

#include "modules/network/ByteStream.hpp"

#include <memory>
#include <string>

namespace modules {

/// Whom to trust, and who one is oneself. All files are given as what they hold, in PEM (RFC 7468).
struct TlsSettings {
    bool verify = true;
    /// Certificates of the authorities that are trusted.
    std::string authorities = {};
    /// Where they came from, for messages.
    std::string authorities_path = {};
    /// The certificate to show, with those that lead up to it, and its key.
    std::string certificate = {};
    std::string key = {};
    /// As OpenSSL writes it; empty: its own choice.
    std::string ciphers = {};
};

/// TLS 1.2 or later over another stream, with the other side's certificate checked. Throws HttpFailure.
class TlsStream final : public ByteStream {
  public:
    /// Shakes hands. `peer` is whom messages speak of.
    TlsStream(ByteStream& below, const TlsSettings& settings, const std::string& host, std::string peer);
    ~TlsStream() override;

    [[nodiscard]] std::size_t read(char* into, std::size_t most) override;
    void write(std::string_view bytes) override;

  private:
    struct Session;
    void shake_hands(const TlsSettings& settings, const std::string& host);
    void flush();
    /// False at the end of what the other side sends.
    bool fill();
    [[noreturn]] void fail(const std::string& why) const;

    ByteStream& below_;
    std::string peer_;
    std::unique_ptr<Session> session_;
};

}  // namespace modules
