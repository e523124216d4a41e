#pragma once

#include "modules/module/TypedModule.hpp"
#include "modules/mysql/Login.hpp"

namespace modules {

struct OpenstackSchemaArguments : mysql::Login {
    std::string database;
    std::string migrations;
    std::vector<std::string> command;
    std::optional<std::string> user;
    std::string version_table = "alembic_version";
    std::optional<std::string> version_query;
};

/// A service's schema in the database, against the migrations that its package brought. Which directory and
/// which command that is says the role of the service, beside the other names that differ by platform: a
/// table here would be a list of services in a place that all share.
class OpenstackSchema final : public TypedModule<OpenstackSchemaArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "openstack_schema"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Brings a service's database to the newest of its installed migrations, once, where it is not "
               "there";
    }
    /// A schema that is half changed is nobody's.
    [[nodiscard]] bool uninterruptible() const override { return true; }
    [[nodiscard]] ArgumentList<OpenstackSchemaArguments> table() const override;
    [[nodiscard]] Plan check(const OpenstackSchemaArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
