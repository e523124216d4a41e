// The only source that includes Boost.Beast: it takes as long to compile as the rest of the folder together.
#include "modules/network/HttpExchange.hpp"

#include "modules/network/SocketStream.hpp"
#include "modules/value/Text.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/zlib/inflate_stream.hpp>
#include <fmt/format.h>

#include <array>
#include <limits>

namespace modules {

namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using beast::error_code;

/// gzip (RFC 1952) undone piece by piece.
class Gunzip {
  public:
    explicit Gunzip(BodySink sink) : sink_(std::move(sink)) {}

    void take(std::string_view bytes) {
        if (!body_) {
            head_ += bytes;
            const std::optional<std::size_t> length = header_length();
            if (!length) return;
            body_ = true;
            const std::string rest = head_.substr(*length);
            inflate(rest);
            return;
        }
        inflate(bytes);
    }
    [[nodiscard]] bool whole() const { return ended_; }

  private:
    /// Nothing while it is not all there.
    [[nodiscard]] std::optional<std::size_t> header_length() const {
        constexpr std::size_t fixed = 10;
        if (head_.size() < fixed) return std::nullopt;
        if (head_.compare(0, 3, "\x1f\x8b\x08") != 0)
            throw HttpFailure("the reply says that it is gzip and is not");
        const auto flags = static_cast<unsigned char>(head_[3]);
        std::size_t at = fixed;
        if ((flags & 4U) != 0) {
            if (head_.size() < at + 2) return std::nullopt;
            at +=
                2U + static_cast<unsigned char>(head_[at]) + 256U * static_cast<unsigned char>(head_[at + 1]);
        }
        // A name and a comment, each ended by a NUL.
        for (const unsigned flag : {8U, 16U}) {
            if ((flags & flag) == 0) continue;
            const std::size_t end = head_.find('\0', at);
            if (end == std::string::npos) return std::nullopt;
            at = end + 1;
        }
        if ((flags & 2U) != 0) at += 2;
        return head_.size() >= at ? std::optional(at) : std::nullopt;
    }

    void inflate(std::string_view bytes) {
        std::array<char, 65536> buffer{};
        beast::zlib::z_params step{};
        step.next_in = bytes.data();
        step.avail_in = bytes.size();
        while (!ended_) {
            step.next_out = buffer.data();
            step.avail_out = buffer.size();
            error_code error;
            stream_.write(step, beast::zlib::Flush::sync, error);
            sink_({buffer.data(), buffer.size() - step.avail_out});
            if (error == beast::zlib::error::end_of_stream) {
                ended_ = true;
            } else if (error == beast::zlib::error::need_buffers) {
                return;
            } else if (error) {
                throw HttpFailure("the gzip of the reply is damaged: " + error.message());
            }
        }
    }

    BodySink sink_;
    std::string head_;
    bool body_ = false;
    bool ended_ = false;
    beast::zlib::inflate_stream stream_;
};

/// Beast's parser, filling an HttpReply.
class ReplyParser final : public http::basic_parser<false> {
  public:
    ReplyParser(HttpReply& reply, const ChooseSink& choose_sink, bool decompress)
        : reply_(reply), url_(reply.url), choose_sink_(choose_sink), decompress_(decompress) {
        constexpr std::uint32_t longest_head = 256U << 10U;
        header_limit(longest_head);
        // None at all is taken for the least of all by Boost 1.74.
        body_limit(std::numeric_limits<std::uint64_t>::max());
        eager(true);
    }

    /// The body ended where the packing of it does.
    [[nodiscard]] bool unpacked() const { return !gunzip_ || gunzip_->whole() || length_ == 0; }
    [[nodiscard]] std::size_t length() const { return length_; }

  private:
    void on_request_impl(http::verb, beast::string_view, beast::string_view, int, error_code&) override {}
    void on_response_impl(int code, beast::string_view reason, int, error_code&) override {
        reply_ = {};
        reply_.url = url_;
        reply_.status = static_cast<unsigned>(code);
        reply_.reason = std::string(reason);
    }
    void on_field_impl(http::field, beast::string_view name, beast::string_view value, error_code&) override {
        // What comes behind a chunked body is no part of the head.
        if (!is_header_done()) reply_.fields.add({name.data(), name.size()}, {value.data(), value.size()});
    }
    void on_header_impl(error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {
        BodySink chosen = choose_sink_ ? choose_sink_(reply_) : BodySink();
        if (!chosen) chosen = [this](std::string_view bytes) { keep(bytes); };
        sink_ = chosen;
        if (!decompress_ || reply_.fields.value("content-encoding") != "gzip") return;
        gunzip_ = std::make_unique<Gunzip>(std::move(chosen));
        sink_ = [this](std::string_view bytes) { gunzip_->take(bytes); };
    }
    std::size_t on_body_impl(beast::string_view bytes, error_code&) override {
        length_ += bytes.size();
        sink_({bytes.data(), bytes.size()});
        return bytes.size();
    }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view bytes, error_code& error) override {
        return on_body_impl(bytes, error);
    }
    void on_finish_impl(error_code&) override {}

    void keep(std::string_view bytes) {
        if (reply_.body.size() + bytes.size() > longest_kept_body)
            throw HttpFailure(
                fmt::format("the reply is longer than {} MiB; get_url fetches files of any length",
                            longest_kept_body >> 20U));
        reply_.body += bytes;
    }

    HttpReply& reply_;
    Url url_;
    const ChooseSink& choose_sink_;
    bool decompress_;
    BodySink sink_;
    std::unique_ptr<Gunzip> gunzip_;
    std::size_t length_ = 0;
};

std::string written(const HttpRequest& request, std::string_view target) {
    std::string text = fmt::format("{} {} HTTP/1.1\r\n", request.method, target);
    if (!request.fields.value("Host")) text += fmt::format("Host: {}\r\n", request.url.host_field());
    for (const auto& [name, value] : request.fields)
        text += fmt::format("{}: {}\r\n", name, value);
    const bool has_body = !request.body.empty() || request.upload || request.method == "POST" ||
                          request.method == "PUT" || request.method == "PATCH";
    if (has_body)
        text += fmt::format("Content-Length: {}\r\n",
                            request.upload ? request.upload->length : request.body.size());
    text += "Connection: close\r\n\r\n";
    return text + request.body;
}

/// One exchange on a stream that is open.
class Conversation {
  public:
    Conversation(ByteStream& stream, std::string peer) : stream_(stream), peer_(std::move(peer)) {}

    HttpReply hold(const HttpRequest& request, std::string_view target, const ChooseSink& choose_sink,
                   bool decompress) {
        stream_.write(written(request, target));
        if (request.upload) send(*request.upload);
        HttpReply reply;
        reply.url = request.url;
        const bool head_only = request.method == "HEAD" || request.method == "CONNECT";
        // An interim reply (100 Continue, 103 Early Hints) is followed by the real one.
        do {
            ReplyParser parser(reply, choose_sink, decompress);
            if (head_only) parser.skip(true);
            read(parser);
        } while (reply.status >= 100 && reply.status < 200 && reply.status != 101);
        return reply;
    }

  private:
    void send(const HttpUpload& upload) {
        for (std::uint64_t offset = 0; offset < upload.length;) {
            const std::string piece = upload.piece(offset);
            if (piece.empty())
                throw HttpFailure(fmt::format("what was to be sent to {} ends after {} of {} bytes", peer_,
                                              offset, upload.length));
            try {
                stream_.write(piece);
            } catch (const HttpFailure&) {
                // Who has refused already listens no more; why stands in the reply, if one came.
                if (!fill()) throw;
                return;
            }
            offset += piece.size();
        }
    }

    void read(ReplyParser& parser) {
        while (!parser.is_done()) {
            error_code error;
            const std::size_t used =
                parser.put(boost::asio::const_buffer(pending_.data(), pending_.size()), error);
            const bool progressed = used > 0;
            pending_.erase(0, used);
            if (error && error != http::error::need_more) refuse(parser, error);
            if (parser.is_done() || (progressed && !pending_.empty() && !error)) continue;
            if (!fill()) {
                end(parser);
                return;
            }
        }
        if (!parser.unpacked())
            throw HttpFailure(fmt::format("the reply of {} broke off within its gzip", peer_));
    }

    bool fill() {
        std::array<char, 65536> buffer{};
        const std::size_t count = stream_.read(buffer.data(), buffer.size());
        pending_.append(buffer.data(), count);
        return count > 0;
    }

    /// The other side is done: is the reply?
    void end(ReplyParser& parser) {
        if (!parser.got_some() && pending_.empty())
            throw HttpFailure(fmt::format("{} closed the connection without a reply", peer_));
        error_code error;
        parser.put_eof(error);
        if (error || !parser.unpacked())
            throw HttpFailure(
                fmt::format("the reply of {} broke off after {} bytes of its body", peer_, parser.length()));
    }

    [[noreturn]] void refuse(const ReplyParser& parser, const error_code& error) const {
        if (parser.is_header_done())
            throw HttpFailure(
                fmt::format("the body of the reply of {} is damaged: {}", peer_, error.message()));
        std::string start = pending_.substr(0, 60);
        for (char& character : start)
            if (static_cast<unsigned char>(character) < ' ' || static_cast<unsigned char>(character) > '~')
                character = '.';
        throw HttpFailure(
            fmt::format("{} does not speak HTTP/1.1 ({}); it said: {}", peer_, error.message(), start));
    }

    ByteStream& stream_;
    std::string peer_;
    std::string pending_;
};

SocketStream dialled(const HttpRequest& request, const HttpRoute& route) {
    if (route.unix_socket) return SocketStream::to_unix_socket(*route.unix_socket, route.limit);
    const Url& next = route.proxy ? *route.proxy : request.url;
    return SocketStream::to_port(next.host, next.port, route.limit);
}

/// Has the proxy lead the stream on to where the request goes.
void open_tunnel(SocketStream& stream, const HttpRequest& request, const std::string& proxy_authorization) {
    const std::string place = fmt::format("{}:{}", request.url.host, request.url.port);
    HttpRequest connect{.method = "CONNECT", .url = request.url, .fields = {}};
    connect.fields.set("Host", place);
    if (!proxy_authorization.empty()) connect.fields.set("Proxy-Authorization", proxy_authorization);
    const HttpReply reply = Conversation(stream, stream.peer()).hold(connect, place, {}, false);
    if (reply.status < 200 || reply.status > 299)
        throw HttpFailure(fmt::format("the proxy at {} does not lead on to {}: {} {}", stream.peer(), place,
                                      reply.status, reply.reason));
}

}  // namespace

HttpReply http_exchange(const HttpRequest& request, const HttpRoute& route, const ChooseSink& choose_sink) {
    SocketStream socket = dialled(request, route);
    if (!request.url.encrypted()) {
        // A proxy is told the whole address.
        const std::string origin = route.proxy ? "http://" + request.url.host_field() : "";
        return Conversation(socket, socket.peer())
            .hold(request, origin + request.url.target, choose_sink, route.decompress);
    }
    HttpRequest inner = request;
    if (route.proxy) {
        open_tunnel(socket, request, request.fields.value("Proxy-Authorization").value_or(""));
        inner.fields.remove("Proxy-Authorization");
    }
    const std::string peer =
        route.proxy ? fmt::format("{} port {}", request.url.host, request.url.port) : socket.peer();
    TlsStream stream(socket, route.tls, request.url.host, peer);
    return Conversation(stream, peer).hold(inner, request.url.target, choose_sink, route.decompress);
}

}  // namespace modules
