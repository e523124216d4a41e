#pragma once

#include "modules/agent/PrivateDirectory.hpp"
#include "modules/protocol/Message.hpp"
#include "modules/system/Descriptor.hpp"
#include "modules/system/Digest.hpp"

#include <map>
#include <set>
#include <string>

namespace modules {

/// Content that the control side sends ahead, kept under its hash until the session ends: it may hold
/// secrets, so nothing of it stays. What a killed agent left is removed by the next one.
class Staging {
  public:
    explicit Staging(const PrivateDirectory& directory);
    ~Staging();
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;

    /// The answer to a `have`: known, or not.
    [[nodiscard]] Message have(const Message& asked) const;
    /// Takes a chunk and answers with a `have` that says how far the content has come: received (bytes),
    /// known (whole, and its hash is right), or problem (why it cannot be kept; the rest of it is then
    /// ignored).
    Message put(const Message& chunk);
    /// The directory, for HostView::staged; made at the first put.
    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    struct Incoming {
        Descriptor file;
        Digest digest{DigestKind::sha256};
        std::int64_t received = 0;
        std::string problem;
    };

    void start(const std::string& hash, Incoming& incoming);
    void take(const Message& chunk, const std::string& hash, Incoming& incoming);
    void remove_leftovers() const;

    const PrivateDirectory& directory_;
    // Named after this process; a lane, being another one, must still find it.
    std::string name_;
    std::string path_;
    bool made_ = false;
    std::map<std::string, Incoming> incoming_;
    std::set<std::string> known_;
};

}  // namespace modules
