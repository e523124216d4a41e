#pragma once

#include "modules/network/UrlArguments.hpp"

namespace modules {

struct GetUrlArguments : UrlArguments {
    GetUrlArguments() { timeout = 10; }
    std::string dest;
    std::string checksum;
    bool backup = false;
    std::optional<std::string> tmp_dest;
};

/// A file as a server has it.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/get_url_module.html
/// Differences: check mode compares what the server has, where Ansible takes every file that may be newer for
/// a change; a file that fails its checksum never takes the place of what is there; owner and mode are minded
/// also where the server has nothing newer.
class GetUrl final : public TypedModule<GetUrlArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "get_url"; }
    [[nodiscard]] std::string_view summary() const override { return "Fetches a file from an HTTP server"; }
    [[nodiscard]] ArgumentList<GetUrlArguments> table() const override;
    [[nodiscard]] Plan check(const GetUrlArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
