#pragma once

#include "interpreter/report/Clock.hpp"

#include <ostream>
#include <streambuf>
#include <string>

namespace interpreter {

/// Puts before each line when it was written, as Ansible's log file has it:
/// "2026-11-28 16:33:07,123 p=PID u=USER n=understudy | ".
class LogBuffer final : public std::streambuf {
  public:
    LogBuffer(std::ostream& next, Clock clock, std::string who) : next_(next), clock_(std::move(clock)), who_(std::move(who)) {}

  protected:
    int_type overflow(int_type letter) override;
    int sync() override;

  private:
    std::ostream& next_;
    Clock clock_;
    std::string who_;
    std::string line_;
};

}  // namespace interpreter
