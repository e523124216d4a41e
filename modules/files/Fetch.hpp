#pragma once

#include "modules/module/TypedModule.hpp"

namespace modules {

struct FetchArguments {
    std::string src;
    /// Where the part that is wanted begins; nothing: only what the file is.
    std::optional<std::int64_t> offset;
    std::int64_t length = 4 << 20;
};

/// The host's half of `fetch`: first what a file is (checksum, size), then its content part by part.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/fetch_module.html
class Fetch final : public TypedModule<FetchArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "fetch"; }
    [[nodiscard]] std::string_view summary() const override { return "Brings a file of a host to the control side"; }
    [[nodiscard]] ArgumentList<FetchArguments> table() const override;
    /// `exists`, and where it does `checksum` (SHA-1) and `size`; or `content`.
    [[nodiscard]] Plan check(const FetchArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
