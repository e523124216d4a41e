#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace modules {

/// Bytes that wait to be written to a descriptor that does not block.
class ByteQueue {
  public:
    void add(std::string_view bytes) { waiting_.append(bytes); }
    [[nodiscard]] bool empty() const { return start_ == waiting_.size(); }
    [[nodiscard]] std::size_t size() const { return waiting_.size() - start_; }
    [[nodiscard]] std::string_view front() const { return std::string_view(waiting_).substr(start_); }
    void drop(std::size_t count) {
        start_ += count;
        // Moving what is left at every write would make a large reply quadratic.
        if (start_ != waiting_.size() && start_ < 1U << 20U) return;
        waiting_.erase(0, start_);
        start_ = 0;
    }

  private:
    std::string waiting_;
    std::size_t start_ = 0;
};

}  // namespace modules
