#include "modules/mysql/Dump.hpp"

#include "modules/value/ShellWords.hpp"

#include <fmt/format.h>

#include <array>

namespace modules::mysql {

namespace {

/// The program that writes and reads a kind of file; empty for plain text.
std::string compressor_of(const std::string& path) {
    constexpr std::array kinds{std::pair{".bz2", "bzip2"}, std::pair{".gz", "gzip"}, std::pair{".xz", "xz"},
                               std::pair{".zst", "zstd"}};
    for (const auto& [ending, program] : kinds)
        if (path.ends_with(ending)) return program;
    return {};
}

bool all_databases(const MysqlDbArguments& wanted) {
    return wanted.name.size() == 1 && wanted.name.front() == "all";
}

std::vector<std::string> dump_words(const MysqlDbArguments& wanted, const std::string& program) {
    std::vector<std::string> words{program, fmt::format("--defaults-file={}", Command::secret_path)};
    const auto flag = [&words](bool given, const std::string& word) {
        if (given) words.push_back(word);
    };
    flag(wanted.force, "--force");
    flag(wanted.skip_lock_tables, "--skip-lock-tables");
    flag(!wanted.encoding.empty(), "--default-character-set=" + wanted.encoding);
    flag(wanted.single_transaction, "--single-transaction");
    flag(true, wanted.quick ? "--quick" : "--skip-quick");
    flag(wanted.hex_blob, "--hex-blob");
    flag(wanted.master_data != 0, fmt::format("--master-data={}", wanted.master_data));
    for (const std::string& table : wanted.ignore_tables)
        words.push_back("--ignore-table=" + table);
    if (wanted.dump_extra_args)
        for (const std::string& word : shell_words(*wanted.dump_extra_args))
            words.push_back(word);
    if (all_databases(wanted)) {
        words.emplace_back("--all-databases");
        return words;
    }
    flag(wanted.name.size() > 1, "--databases");
    words.insert(words.end(), wanted.name.begin(), wanted.name.end());
    return words;
}

/// A pipeline of bash, which fails when any part of it does. Words are handed over as arguments, so nothing
/// in them means anything to the shell.
Command pipeline(const std::string& script, const std::string& path, std::vector<std::string> words,
                 const MysqlDbArguments& wanted, const Client& client) {
    Command command{.program = "bash",
                    .arguments = {"-c", "set -o pipefail; path=$1; shift; " + script, "bash", path},
                    .directory = wanted.chdir.value_or(""),
                    .secret = client.options()};
    command.arguments.insert(command.arguments.end(), words.begin(), words.end());
    return command;
}

void require_program(const HostView& host, const std::string& name) {
    if (!name.empty() && !host.find_program(name)) throw Failure(name + " is not installed here");
}

}  // namespace

void dump(const MysqlDbArguments& wanted, const Client& client, HostControl& control) {
    const std::string compressor = compressor_of(*wanted.target);
    require_program(control, compressor);
    const std::string program = control.find_program("mariadb-dump") ? "mariadb-dump" : "mysqldump";
    require_program(control, program);
    const std::string partial = *wanted.target + ".partial";
    control.write(partial, "", {.mode = 0600});
    const std::string script =
        compressor.empty() ? R"("$@" > "$path")" : fmt::format(R"("$@" | {} -c > "$path")", compressor);
    try {
        run_or_fail(control, pipeline(script, partial, dump_words(wanted, program), wanted, client));
    } catch (const Failure&) {
        control.remove(partial);
        throw;
    }
    control.move(partial, *wanted.target);
}

void import_file(const MysqlDbArguments& wanted, const Client& client, HostControl& control) {
    const std::string compressor = compressor_of(*wanted.target);
    require_program(control, compressor);
    std::vector<std::string> words{client.program(), fmt::format("--defaults-file={}", Command::secret_path)};
    if (wanted.force) words.emplace_back("--force");
    if (!wanted.encoding.empty()) words.push_back("--default-character-set=" + wanted.encoding);
    if (!wanted.sql_log_bin) words.emplace_back("--init-command=SET SESSION sql_log_bin=0");
    if (!all_databases(wanted)) words.push_back(wanted.name.front());
    const std::string script =
        compressor.empty() ? R"("$@" < "$path")" : fmt::format(R"({} -dc < "$path" | "$@")", compressor);
    run_or_fail(control, pipeline(script, *wanted.target, words, wanted, client));
}

}  // namespace modules::mysql
