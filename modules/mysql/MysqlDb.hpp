#pragma once

#include "modules/mysql/Login.hpp"

namespace modules {

enum class MysqlDbState { absent, dump, import_file, present };
template <>
struct Words<MysqlDbState> {
    static constexpr std::array words{
        std::pair{"absent", MysqlDbState::absent}, std::pair{"dump", MysqlDbState::dump},
        std::pair{"import", MysqlDbState::import_file}, std::pair{"present", MysqlDbState::present}};
};

struct MysqlDbArguments : mysql::Login {
    std::vector<std::string> name;
    MysqlDbState state = MysqlDbState::present;
    std::string encoding;
    std::string collation;
    std::optional<std::string> target;
    bool single_transaction = false;
    bool quick = true;
    std::vector<std::string> ignore_tables;
    bool hex_blob = false;
    bool force = false;
    std::int64_t master_data = 0;
    bool skip_lock_tables = false;
    std::optional<std::string> dump_extra_args;
    bool sql_log_bin = true;
    std::optional<std::string> chdir;
};

/// Databases of a MariaDB server. Dumps and imports are done each time that they are asked for.
/// https://docs.ansible.com/ansible/latest/collections/community/mysql/mysql_db_module.html
class MysqlDb final : public TypedModule<MysqlDbArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "mysql_db"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Makes, removes, dumps and imports databases of a MariaDB server";
    }
    [[nodiscard]] ArgumentList<MysqlDbArguments> table() const override;
    /// Half an import is worse than none.
    [[nodiscard]] bool uninterruptible() const override { return true; }
    [[nodiscard]] Plan check(const MysqlDbArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
