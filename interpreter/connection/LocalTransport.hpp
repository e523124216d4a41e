#pragma once

#include "interpreter/connection/Transport.hpp"
#include "interpreter/connection/WakeUp.hpp"

#include <vector>

namespace interpreter {

/// This machine: programs are children in sessions of their own, so that a Ctrl-C at the terminal does not
/// reach them.
class LocalTransport final : public Transport {
  public:
    /// `host_name` is for messages.
    explicit LocalTransport(std::string host_name) : host_name_(std::move(host_name)) {}

    void open() override {}
    std::unique_ptr<Channel> start(const std::string& command) override;
    void wait(Clock::time_point deadline) override;
    void wake() override { wake_up_.ring(); }
    bool woken() override { return wake_up_.answer(); }
    void close() override {}

  private:
    class Child;

    std::string host_name_;
    WakeUp wake_up_;
    std::vector<Child*> children_;
};

}  // namespace interpreter
