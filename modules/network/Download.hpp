#pragma once

#include "modules/network/Checksum.hpp"
#include "modules/network/GetUrl.hpp"

namespace modules {

/// One call of `get_url`: what it looks at, and how the file comes.
class Download {
  public:
    /// Throws Failure where the arguments make no sense on this host, or a file of checksums cannot be had.
    Download(const GetUrlArguments& wanted, const HostView& host, const CallOptions& options);

    /// Is the file there with the checksum that it must have, so that nobody need be asked?
    [[nodiscard]] bool is_there() const;
    /// What to do to a file that has the right content: owner and mode.
    [[nodiscard]] Plan attributes_only(const HostView& host) const;
    /// Reads the file from the server without keeping it, and says what differs.
    [[nodiscard]] Plan compared(const HostView& host) const;
    /// Fetches the file to beside its place; the further plan puts it there.
    [[nodiscard]] Outcome fetched(HostControl& host) const;

  private:
    struct Sums;
    struct Arrival;
    /// Takes the file's bytes once it is known where they are to be.
    using Keep = std::function<BodySink(const std::string& place)>;

    [[nodiscard]] std::string get_text(const Url& source) const;
    [[nodiscard]] std::string place_for(const HostView& host, const HttpReply& head) const;
    [[nodiscard]] std::optional<std::string> directory_trouble(const HostView& host) const;
    [[nodiscard]] Arrival arrive(const HostView& host, const Keep& keep) const;
    void require_good(const Fetched& fetched) const;
    [[nodiscard]] Failure no_reply(const HttpFailure& failure) const;
    [[nodiscard]] Plan landing(const HostView& host, const Arrival& arrival,
                               std::function<Outcome(HostControl&)> action) const;
    void add_attributes(Plan& plan, const HostView& host, const std::string& place) const;

    const GetUrlArguments wanted_;
    const CallOptions options_;
    FetchRequest request_;
    std::optional<Checksum> checksum_;
    bool into_directory_ = false;
    bool is_there_ = false;
};

}  // namespace modules
