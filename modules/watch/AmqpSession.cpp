// The only source that includes librabbitmq.
#include "modules/watch/AmqpSession.hpp"

#include "modules/network/SocketStream.hpp"

#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_tcp_socket.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/time.h>

namespace modules::watch {

namespace {

constexpr amqp_channel_t channel = 1;

amqp_bytes_t bytes_of(const std::string& text) {
    // The library never writes to what it is given to send.
    return {text.size(), const_cast<char*>(text.data())};
}

std::string text_of(amqp_bytes_t bytes) {
    return {static_cast<const char*>(bytes.bytes), bytes.len};
}

timeval time_in(std::chrono::milliseconds time) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    return {static_cast<time_t>(seconds.count()),
            static_cast<suseconds_t>(std::chrono::microseconds(time - seconds).count())};
}

/// What the broker says when it closes a channel or the connection; empty for any other method.
std::string words_of_closing(const amqp_method_t& method) {
    if (method.id == AMQP_CONNECTION_CLOSE_METHOD)
        return text_of(static_cast<const amqp_connection_close_t*>(method.decoded)->reply_text);
    if (method.id == AMQP_CHANNEL_CLOSE_METHOD)
        return text_of(static_cast<const amqp_channel_close_t*>(method.decoded)->reply_text);
    return {};
}

}  // namespace

struct AmqpSession::Connection {
    Connection(const std::string& host, const WatchedService& service, const Deadline& given)
        : place(fmt::format("{} port {}", host, service.port)), deadline(given) {
        if (!state) fail("no memory for a connection");
        SocketStream stream = SocketStream::to_port(host, service.port_number(), deadline.patience());
        amqp_socket_t* const socket = amqp_tcp_socket_new(state.get());
        if (socket == nullptr) fail("no memory for a connection");
        // From here on the library closes it. A socket of its own it would open by getaddrinfo.
        const Descriptor descriptor = std::move(stream).release();
        amqp_tcp_socket_set_sockfd(socket, ::fcntl(descriptor.number(), F_DUPFD_CLOEXEC, 0));
    }

    [[noreturn]] void fail(const std::string& why) const { throw Failure(fmt::format("{}: {}", place, why)); }

    void limit_calls() const {
        const timeval left = time_in(deadline.left());
        amqp_set_rpc_timeout(state.get(), &left);
    }

    void judge(const amqp_rpc_reply_t& reply, const std::string& what) const {
        if (reply.reply_type == AMQP_RESPONSE_NORMAL) return;
        if (reply.reply_type == AMQP_RESPONSE_LIBRARY_EXCEPTION) judge_status(reply.library_error, what);
        if (const std::string words = words_of_closing(reply.reply); !words.empty())
            fail(what + ": " + words);
        fail(what + ": the broker does not answer as it should");
    }
    void judge_last(const std::string& what) const { judge(amqp_get_rpc_reply(state.get()), what); }

    void judge_status(int status, const std::string& what) const {
        if (status == AMQP_STATUS_OK) return;
        if (status == AMQP_STATUS_TIMEOUT) fail(what + ": no answer in time");
        fail(what + ": " + amqp_error_string2(status));
    }

    amqp_frame_t next_frame(const std::string& what) const {
        amqp_frame_t frame{};
        const timeval left = time_in(deadline.left());
        judge_status(amqp_simple_wait_frame_noblock(state.get(), &frame, &left), what);
        if (frame.frame_type != AMQP_FRAME_METHOD) return frame;
        if (const std::string words = words_of_closing(frame.payload.method); !words.empty())
            fail(what + ": " + words);
        return frame;
    }

    struct Destroy {
        void operator()(amqp_connection_state_t held) const { amqp_destroy_connection(held); }
    };
    std::string place;
    Deadline deadline;
    std::unique_ptr<std::remove_pointer_t<amqp_connection_state_t>, Destroy> state{amqp_new_connection()};
};

AmqpSession::AmqpSession(const std::string& host, const WatchedService& service, const Deadline& deadline)
    : connection_(std::make_unique<Connection>(host, service, deadline)) {
    const std::string user = service.user.value_or("guest");
    const std::string password = service.password ? service.password->characters : "guest";
    amqp_connection_state_t const state = connection_->state.get();
    const timeval left = time_in(deadline.left());
    amqp_set_handshake_timeout(state, &left);
    // Neither a limit of channels nor heartbeats: it does not live as long as that.
    constexpr int largest_frame = 131072;
    connection_->judge(amqp_login(state, service.vhost.c_str(), 0, largest_frame, 0, AMQP_SASL_METHOD_PLAIN,
                                  user.c_str(), password.c_str()),
                       fmt::format("logging in as {} to the virtual host {}", user, service.vhost));
    connection_->limit_calls();
    amqp_channel_open(state, channel);
    connection_->judge_last("opening a channel");
    connection_->limit_calls();
    amqp_confirm_select(state, channel);
    connection_->judge_last("asking for confirmations");
}

AmqpSession::~AmqpSession() = default;

void AmqpSession::declare(const std::string& queue, std::optional<std::chrono::milliseconds> unused_for) {
    amqp_table_entry_t entry{};
    entry.key = amqp_cstring_bytes("x-expires");
    entry.value.kind = AMQP_FIELD_KIND_I64;
    entry.value.value.i64 = unused_for.value_or(std::chrono::milliseconds(0)).count();
    const amqp_table_t arguments{unused_for ? 1 : 0, &entry};
    connection_->limit_calls();
    amqp_queue_declare(connection_->state.get(), channel, bytes_of(queue), 0, 1, 0, 0, arguments);
    connection_->judge_last("declaring the queue " + queue);
}

void AmqpSession::publish(const std::string& queue, const std::string& body) {
    const std::string what = "publishing to the queue " + queue;
    amqp_basic_properties_t properties{};
    properties._flags = AMQP_BASIC_DELIVERY_MODE_FLAG;
    properties.delivery_mode = AMQP_DELIVERY_PERSISTENT;
    connection_->judge_status(amqp_basic_publish(connection_->state.get(), channel, amqp_empty_bytes,
                                                 bytes_of(queue), 1, 0, &properties, bytes_of(body)),
                              what);
    while (true) {
        const amqp_frame_t frame = connection_->next_frame(what);
        if (frame.frame_type != AMQP_FRAME_METHOD) continue;
        if (frame.payload.method.id == AMQP_BASIC_ACK_METHOD) return;
        if (frame.payload.method.id == AMQP_BASIC_NACK_METHOD)
            connection_->fail(what + ": the broker could not take the message");
        // A message that is returned is confirmed all the same.
        if (frame.payload.method.id == AMQP_BASIC_RETURN_METHOD)
            connection_->fail(what + ": the queue is gone");
    }
}

std::optional<std::string> AmqpSession::take(const std::string& queue) {
    const std::string what = "reading the queue " + queue;
    amqp_connection_state_t const state = connection_->state.get();
    connection_->limit_calls();
    const amqp_rpc_reply_t reply = amqp_basic_get(state, channel, bytes_of(queue), 0);
    connection_->judge(reply, what);
    if (reply.reply.id == AMQP_BASIC_GET_EMPTY_METHOD) return std::nullopt;
    const std::uint64_t delivery = static_cast<const amqp_basic_get_ok_t*>(reply.reply.decoded)->delivery_tag;
    std::string body;
    std::optional<std::uint64_t> size;
    while (!size || body.size() < *size) {
        const amqp_frame_t frame = connection_->next_frame(what);
        if (frame.frame_type == AMQP_FRAME_HEADER) size = frame.payload.properties.body_size;
        if (frame.frame_type == AMQP_FRAME_BODY) body += text_of(frame.payload.body_fragment);
    }
    connection_->judge_status(amqp_basic_ack(state, channel, delivery, 0), what);
    amqp_maybe_release_buffers(state);
    return body;
}

void AmqpSession::remove(const std::string& queue) {
    connection_->limit_calls();
    amqp_queue_delete(connection_->state.get(), channel, bytes_of(queue), 0, 0);
    connection_->judge_last("removing the queue " + queue);
}

void AmqpSession::close() {
    connection_->limit_calls();
    connection_->judge(amqp_connection_close(connection_->state.get(), AMQP_REPLY_SUCCESS), "taking leave");
}

}  // namespace modules::watch
