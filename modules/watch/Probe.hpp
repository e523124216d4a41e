#pragma once

#include "modules/watch/Deadline.hpp"
#include "modules/watch/WatchedService.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace modules {
class HostControl;
}

namespace modules::watch {

/// How services of one kind are asked, as a client would. Every call connects anew, is over by its deadline,
/// and throws a std::runtime_error that names host and port where the service does not do its work.
class Probe {
  public:
    virtual ~Probe() = default;

    /// Writes the number where the kind can be written to, and reads it back. No number comes twice.
    virtual void attempt(const std::string& host, std::int64_t number, const Deadline& deadline) = 0;
    /// How many writes the service has promised to keep so far. Of a cache: none.
    [[nodiscard]] virtual std::int64_t acknowledged() const { return 0; }
    /// How many of those it has not kept.
    [[nodiscard]] virtual std::int64_t lost(const std::string& /*host*/, const Deadline& /*deadline*/) {
        return 0;
    }
    /// Removes what the attempts left in the service.
    virtual void clean_up(const std::string& /*host*/, const Deadline& /*deadline*/) {}
};

/// What a probe leaves behind when nobody comes to remove it goes by itself after this time.
inline constexpr std::chrono::hours keeps_for{24};

/// What all that a watch makes in a service is named after, and how long it stays.
struct Mark {
    std::string name;
    /// Stays when the watch is over.
    bool keep = false;
};

/// A probe for a service. What is given must live as long as it.
std::unique_ptr<Probe> probe_for(const WatchedService& service, const Mark& mark, HostControl& control);

/// "10.0.0.1 port 6379": whom a message speaks of.
std::string place_of(const std::string& host, const WatchedService& service);

}  // namespace modules::watch
