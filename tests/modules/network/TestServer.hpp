#pragma once

#include "modules/value/Value.hpp"
#include "tests/support/ServerProcess.hpp"
#include "tests/support/TemporaryDirectory.hpp"

#include <string>
#include <vector>

namespace modules {

/// server.py on a port of loopback, ended with this object.
class TestServer {
  public:
    /// `arguments` are the files of a certificate, its key and an authority.
    explicit TestServer(const std::vector<std::string>& arguments = {});

    [[nodiscard]] int port() const { return port_; }
    /// "http://127.0.0.1:PORT" and the path.
    [[nodiscard]] std::string url(const std::string& path) const;
    [[nodiscard]] std::string encrypted_url(const std::string& path) const;
    /// "127.0.0.1 port PORT", as messages say it.
    [[nodiscard]] std::string peer() const;
    [[nodiscard]] std::string unix_socket() const;
    /// Where a test may put files for the server, and for itself.
    [[nodiscard]] const TemporaryDirectory& directory() const { return directory_; }

    /// What was asked since the last call: {method, path, fields, body}.
    std::vector<Value> requests();

  private:
    TemporaryDirectory directory_;
    ServerProcess process_;
    int port_ = 0;
    std::size_t read_ = 0;
};

/// The content of a real file.
std::string content_of(const std::string& path);
void put_content(const std::string& path, const std::string& content);

/// Certificates made for one test: an authority, and what it signed.
class TestCertificates {
  public:
    TestCertificates();
    /// authority.pem; server.pem and .key (127.0.0.1 and localhost); other.pem and .key (other.example);
    /// client.pem and .key; stranger.pem: another authority.
    [[nodiscard]] std::string operator/(const std::string& name) const { return directory_ / name; }

  private:
    TemporaryDirectory directory_;
};

}  // namespace modules
