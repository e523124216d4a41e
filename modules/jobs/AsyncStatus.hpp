#pragma once

#include "modules/module/TypedModule.hpp"

namespace modules {

enum class JobQuestion { status, cleanup };

template <>
struct Words<JobQuestion> {
    static constexpr std::array words{std::pair{"status", JobQuestion::status},
                                      std::pair{"cleanup", JobQuestion::cleanup}};
};

struct AsyncStatusArguments {
    std::string jid;
    JobQuestion mode = JobQuestion::status;
};

/// What became of a job that `async:` started: its result once it has ended.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/async_status_module.html
class AsyncStatus final : public TypedModule<AsyncStatusArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "async_status"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Tells whether a background job has ended, and its result";
    }
    [[nodiscard]] ArgumentList<AsyncStatusArguments> table() const override;
    [[nodiscard]] Plan check(const AsyncStatusArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
