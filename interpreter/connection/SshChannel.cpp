#include "interpreter/connection/SshChannel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <new>

namespace interpreter {

SshChannel::SshChannel(std::shared_ptr<SshSession> session)
    : session_(std::move(session)), channel_(ssh_channel_new(session_->handle())) {
    if (channel_ == nullptr) throw std::bad_alloc();
    ssh_callbacks_init(&callbacks_);
    callbacks_.userdata = this;
    callbacks_.channel_data_function = take;
    callbacks_.channel_eof_function = take_end;
    callbacks_.channel_close_function = take_end;
    ssh_set_channel_callbacks(channel_, &callbacks_);
}

SshChannel::~SshChannel() {
    ssh_remove_channel_callbacks(channel_, &callbacks_);
    if (ssh_channel_is_open(channel_) != 0) ssh_channel_close(channel_);
    ssh_channel_free(channel_);
}

int SshChannel::take(ssh_session, ssh_channel, void* data, std::uint32_t length, int is_error, void* self) {
    auto* const channel = static_cast<SshChannel*>(self);
    (is_error != 0 ? channel->error_ : channel->output_).append(static_cast<const char*>(data), length);
    channel->session_->note_arrival();
    return static_cast<int>(length);
}

void SshChannel::take_end(ssh_session, ssh_channel, void* self) {
    auto* const channel = static_cast<SshChannel*>(self);
    channel->ended_ = true;
    channel->session_->note_arrival();
}

void SshChannel::read(std::string& output, std::string& error) {
    output += std::exchange(output_, {});
    error += std::exchange(error_, {});
}

std::size_t SshChannel::write(std::string_view bytes) {
    if (ended_) return bytes.size();
    // Never more than the window, for which libssh would wait.
    const std::size_t room = ssh_channel_window_size(channel_);
    const auto size = static_cast<std::uint32_t>(std::min(bytes.size(), room));
    if (size == 0) return 0;
    const int written = ssh_channel_write(channel_, bytes.data(), size);
    if (written < 0)
        throw HostUnreachable(fmt::format("the connection to {} was lost: {}", session_->settings().host_name,
                                          session_->error_text()));
    return static_cast<std::size_t>(written);
}

void SshChannel::end_input() {
    ssh_channel_send_eof(channel_);
}

}  // namespace interpreter
