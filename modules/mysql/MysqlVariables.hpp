#pragma once

#include "modules/mysql/Login.hpp"

namespace modules {

enum class MysqlVariableMode { global, persist, persist_only };
template <>
struct Words<MysqlVariableMode> {
    static constexpr std::array words{std::pair{"global", MysqlVariableMode::global},
                                      std::pair{"persist", MysqlVariableMode::persist},
                                      std::pair{"persist_only", MysqlVariableMode::persist_only}};
};

struct MysqlVariablesArguments : mysql::Login {
    std::string variable;
    std::optional<std::string> value;
    MysqlVariableMode mode = MysqlVariableMode::global;
};

/// A global variable of a running server; until its next start, because MariaDB keeps none.
/// https://docs.ansible.com/ansible/latest/collections/community/mysql/mysql_variables_module.html
class MysqlVariables final : public TypedModule<MysqlVariablesArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "mysql_variables"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Reads or sets a global variable of a running MariaDB server";
    }
    [[nodiscard]] ArgumentList<MysqlVariablesArguments> table() const override;
    [[nodiscard]] Plan check(const MysqlVariablesArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
