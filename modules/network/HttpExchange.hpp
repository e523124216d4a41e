#pragma once

#include "modules/network/HttpFailure.hpp"
#include "modules/network/Patience.hpp"
#include "modules/network/TlsStream.hpp"
#include "modules/network/Url.hpp"
#include "modules/value/Value.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace modules {

/// The fields of a request or a reply, in order. Names compare without regard to case.
class HttpFields {
  public:
    using Field = std::pair<std::string, std::string>;

    /// The values of all fields of that name, joined by ", "; nothing where there is none.
    [[nodiscard]] std::optional<std::string> value(std::string_view name) const;
    /// In place of all fields of that name.
    void set(std::string_view name, std::string value);
    /// Each of a mapping as a person wrote it. Throws Failure where one is no header field.
    void set_all(const Map& written);
    void add(std::string_view name, std::string_view value) { fields_.emplace_back(name, value); }
    void remove(std::string_view name);
    [[nodiscard]] auto begin() const { return fields_.begin(); }
    [[nodiscard]] auto end() const { return fields_.end(); }

  private:
    std::vector<Field> fields_;
};

/// A body that is too long to be held: asked for piece by piece.
struct HttpUpload {
    /// Bytes in all.
    std::uint64_t length = 0;
    /// The next bytes from there on, at least one.
    std::function<std::string(std::uint64_t offset)> piece;
};

struct HttpRequest {
    std::string method = "GET";
    Url url;
    /// Beside Host, Content-Length and Connection, which are made here.
    HttpFields fields;
    std::string body = {};
    /// In place of the body.
    std::optional<HttpUpload> upload = {};
};

/// How to get there.
struct HttpRoute {
    /// In place of the URL's host and port.
    std::optional<std::string> unix_socket = {};
    std::optional<Url> proxy = {};
    Patience limit{std::chrono::seconds(30)};
    TlsSettings tls = {};
    /// Undo a Content-Encoding of gzip.
    bool decompress = true;
};

struct HttpReply {
    /// Who gave it.
    Url url = {};
    unsigned status = 0;
    std::string reason = {};
    HttpFields fields;
    /// Empty where a sink took it.
    std::string body = {};
};

/// Takes a reply's body piece by piece.
using BodySink = std::function<void(std::string_view)>;
/// Asked once the head is there (`body` still empty); an empty sink: the body is kept in the reply.
using ChooseSink = std::function<BodySink(const HttpReply& head)>;

/// The longest body that is kept in a reply: more would not fit through the agent's frames.
inline constexpr std::size_t longest_kept_body = 48U << 20U;

/// One request over HTTP/1.1 (RFC 9112) on a connection of its own, and its reply, whatever its status.
/// Throws HttpFailure.
HttpReply http_exchange(const HttpRequest& request, const HttpRoute& route,
                        const ChooseSink& choose_sink = {});

}  // namespace modules
