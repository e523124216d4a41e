#pragma once

#include "interpreter/connection/SshSession.hpp"

// clang-format off: callbacks.h needs libssh.h before it
#include <libssh/callbacks.h>
// clang-format on

#include <memory>
#include <string>

namespace interpreter {

/// A channel whose data libssh hands over as it comes, whatever it was doing when it came.
class SshChannel final : public Channel {
  public:
    explicit SshChannel(std::shared_ptr<SshSession> session);
    ~SshChannel() override;
    SshChannel(const SshChannel&) = delete;
    SshChannel& operator=(const SshChannel&) = delete;

    [[nodiscard]] ssh_channel handle() const { return channel_; }
    void read(std::string& output, std::string& error) override;
    std::size_t write(std::string_view bytes) override;
    void end_input() override;
    [[nodiscard]] bool ended() const override { return ended_; }

  private:
    static int take(ssh_session, ssh_channel, void* data, std::uint32_t length, int is_error, void* self);
    static void take_end(ssh_session, ssh_channel, void* self);

    std::shared_ptr<SshSession> session_;
    ssh_channel channel_;
    ssh_channel_callbacks_struct callbacks_{};
    std::string output_;
    std::string error_;
    bool ended_ = false;
};

}  // namespace interpreter
