#pragma once

#include <stdexcept>

namespace modules {

/// Why no whole reply came: nobody there, no answer in time, no trust, no HTTP. The text says with whom.
class HttpFailure : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Nobody accepted the connection, or nobody knows the name: what another task may bring about.
class Unreachable final : public HttpFailure {
  public:
    using HttpFailure::HttpFailure;
};

}  // namespace modules
