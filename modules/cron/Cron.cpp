#include "modules/cron/Cron.hpp"

#include "modules/cron/CronTab.hpp"
#include "modules/files/Paths.hpp"
#include "modules/files/RandomName.hpp"
#include "modules/system/HostControl.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules {

namespace {

void require_sense_of_job(const CronArguments& wanted) {
    if (wanted.insertafter && wanted.insertbefore)
        throw Failure("parameters are mutually exclusive: insertafter|insertbefore");
    if (wanted.cron_file == "/etc/crontab")
        throw Failure("Will not manage /etc/crontab via cron_file, see documentation.");
    const std::array fields{&wanted.minute, &wanted.hour, &wanted.day, &wanted.month, &wanted.weekday};
    const bool has_fields =
        std::any_of(fields.begin(), fields.end(), [](const std::string* field) { return *field != "*"; });
    if (wanted.special_time && has_fields)
        throw Failure("You must specify time and date fields or special time.");
    if (wanted.env && wanted.name.find(' ') != std::string::npos)
        throw Failure("Invalid name for environment variable");
    if (wanted.state == Presence::absent) return;
    if (wanted.cron_file && !wanted.user)
        throw Failure("To use cron_file=... parameter you must specify user=... as well");
    if (!wanted.job) throw Failure("You must specify 'job' to install a new cron job or variable");
    if ((wanted.insertafter || wanted.insertbefore) && !wanted.env)
        throw Failure("Insertafter and insertbefore parameters are valid only with env=yes");
}

std::string without_line_ends(const std::string& text) {
    const std::size_t first = text.find_first_not_of("\r\n");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of("\r\n") - first + 1);
}

std::string job_line(const CronArguments& wanted) {
    const std::string when = wanted.special_time ? '@' + Field<CronTime>::to(*wanted.special_time).as_text()
                                                 : fmt::format("{} {} {} {} {}", wanted.minute, wanted.hour,
                                                               wanted.day, wanted.month, wanted.weekday);
    const std::string user = wanted.cron_file ? *wanted.user + ' ' : std::string();
    return fmt::format("{}{} {}{}", wanted.disabled ? "#" : "", when, user, without_line_ends(*wanted.job));
}

/// A file of /etc/cron.d, or a user's own table, which only its program may touch.
class Place {
  public:
    Place(const CronArguments& wanted, const HostView& host) : host_(host) {
        if (wanted.cron_file) {
            file_ = wanted.cron_file->starts_with('/') ? *wanted.cron_file
                                                       : joined("/etc/cron.d", *wanted.cron_file);
            return;
        }
        const std::optional<User> self = host.user(host.effective_user());
        if (wanted.user && (!self || self->name != *wanted.user)) user_ = wanted.user;
        label_ = wanted.user ? fmt::format("crontab for user \"{}\"", *wanted.user) : "crontab";
    }

    [[nodiscard]] const std::optional<std::string>& file() const { return file_; }
    [[nodiscard]] std::string subject() const { return file_.value_or(label_); }

    /// Nothing where there is none.
    [[nodiscard]] std::optional<std::string> read() const {
        if (file_) return host_.read_if_there(*file_);
        Command list{.program = "crontab", .arguments = {"-l"}};
        if (user_) list.arguments.insert(list.arguments.end(), {"-u", *user_});
        const ProcessResult result = host_.query(list);
        // 1: there is none yet.
        if (!result.ok() && result.status != 1)
            throw Failure("Unable to read crontab: " + std::string(trimmed(result.error)));
        return result.ok() ? std::optional(result.output) : std::nullopt;
    }

    [[nodiscard]] std::function<Outcome(HostControl&)> writing(const std::string& text) const {
        if (file_)
            return [path = *file_, text](HostControl& control) {
                control.write(path, text, {.mode = 0644});
                return Outcome{};
            };
        Command install{.program = "crontab", .arguments = {"-"}, .input = text};
        if (user_) install.arguments.insert(install.arguments.begin(), {"-u", *user_});
        return [install](HostControl& control) {
            run_or_fail(control, install);
            return Outcome{};
        };
    }

  private:
    const HostView& host_;
    std::optional<std::string> file_;
    std::optional<std::string> user_;
    std::string label_;
};

void edit_variable(CronTab& table, const CronArguments& wanted) {
    if (wanted.state == Presence::absent) {
        table.remove_variable(wanted.name);
        return;
    }
    const std::string declaration = fmt::format("{}=\"{}\"", wanted.name, *wanted.job);
    if (table.variable(wanted.name)) {
        if (table.variable(wanted.name) != declaration) table.replace_variable(wanted.name, declaration);
        return;
    }
    const std::optional<std::string>& other = wanted.insertafter ? wanted.insertafter : wanted.insertbefore;
    if (!other) {
        table.add_variable_first(declaration);
        return;
    }
    const bool is_placed = wanted.insertafter ? table.add_variable_after(*other, declaration)
                                              : table.add_variable_before(*other, declaration);
    if (!is_placed) throw Failure(fmt::format("Variable named '{}' not found.", *other));
}

void add_warnings_about_names(Plan& plan, const CronArguments& wanted) {
    if (wanted.cron_file) {
        const std::string name = last_part_of(*wanted.cron_file);
        const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char character) {
            const char lower = lower_letter(character);
            return is_digit(lower) || (lower >= 'a' && lower <= 'z') || lower == '_' || lower == '-';
        });
        if (!plain)
            plan.warnings.push_back(fmt::format(
                "Filename portion of cron_file (\"{}\") should consist solely of upper- and lower-case "
                "letters, digits, underscores, and hyphens",
                name));
    }
    const bool adds_job = !wanted.env && wanted.state == Presence::present;
    if (adds_job && without_line_ends(*wanted.job).find_first_of("\r\n") != std::string::npos)
        plan.warnings.emplace_back("Job should not contain line breaks");
}

/// What an earlier task may be about to bring.
std::string what_is_missing(const CronArguments& wanted, const HostView& host) {
    if (wanted.cron_file) return {};
    if (!host.find_program("crontab")) return "Failed to find required executable \"crontab\"";
    if (wanted.user && !host.user(*wanted.user)) return fmt::format("there is no user {}", *wanted.user);
    return {};
}

List as_list(const std::vector<std::string>& names) {
    return List(names.begin(), names.end());
}

/// Keeps the table as it was, in a file of its own.
Outcome keep(HostControl& control, const std::string& text) {
    const std::string path = joined("/tmp", "crontab" + random_name());
    control.write(path, text, {.mode = 0600});
    return Outcome{Map{{"backup_file", path}}, {}, {}};
}

}  // namespace

ArgumentList<CronArguments> Cron::table() const {
    using A = CronArguments;
    ArgumentList<A> list;
    list.add("name", &A::name, "what the job, or the variable, is called", {.need = Need::required})
        .add("user", &A::user, "whose crontab; in a file of /etc/cron.d, who runs the job")
        .add("job", &A::job, "the command, or the variable's value", {.aliases = {"value"}})
        .add("cron_file", &A::cron_file,
             "a file, in /etc/cron.d unless the path is absolute, in place of a crontab", {.path = true})
        .add("state", &A::state, "whether it is to be there")
        .add("backup", &A::backup, "keep a copy of the old table")
        .add("minute", &A::minute, "minute: 0-59, *, */2, …")
        .add("hour", &A::hour, "hour: 0-23, *, */2, …")
        .add("day", &A::day, "day of the month: 1-31, *, */2, …", {.aliases = {"dom"}})
        .add("month", &A::month, "month: 1-12, *, */2, …")
        .add("weekday", &A::weekday, "day of the week: 0-6, from Sunday on, or names", {.aliases = {"dow"}})
        .add("special_time", &A::special_time, "in place of the five")
        .add("disabled", &A::disabled, "keep the job as a comment")
        .add("env", &A::env, "it is a variable, not a job")
        .add("insertafter", &A::insertafter, "the variable after which a new one is put")
        .add("insertbefore", &A::insertbefore, "the variable before which a new one is put");
    return list;
}

Plan Cron::check(const CronArguments& wanted, const HostView& host, const CallOptions& options) const {
    require_sense_of_job(wanted);
    Plan plan;
    add_warnings_about_names(plan, wanted);
    if (const std::string missing = what_is_missing(wanted, host); !missing.empty()) {
        if (!options.check_mode) throw Failure(missing);
        plan.unknown = missing;
        return plan;
    }
    const Place place(wanted, host);
    const std::optional<std::string> written = place.read();
    CronTab table = place.file() ? CronTab(written.value_or("")) : CronTab::as_listed(written.value_or(""));
    const std::string before = table.text();
    const bool had_it = wanted.env ? table.variable(wanted.name).has_value() : table.has_job(wanted.name);
    if (wanted.env) {
        edit_variable(table, wanted);
    } else if (wanted.state == Presence::present) {
        table.set_job(wanted.name, job_line(wanted));
    } else if (had_it) {
        table.remove_job(wanted.name);
    }
    const std::string after = table.text();
    plan.data = {{"jobs", as_list(table.job_names())}, {"envs", as_list(table.variable_names())}};
    if (wanted.cron_file) plan.data.set("cron_file", *wanted.cron_file);
    if (before == after && !table.lacks_last_newline()) return plan;

    if (wanted.backup)
        plan.upkeep(
            [written = written.value_or("")](HostControl& control) { return keep(control, written); });
    const bool removes_file =
        place.file() && !wanted.env && wanted.state == Presence::absent && table.is_blank();
    Difference difference{place.subject(), {}, {}};
    if (options.diff) {
        if (written) difference.before = place.file() ? *written : before;
        if (!removes_file) difference.after = after;
    }
    if (removes_file) {
        plan.change(std::move(difference), [path = *place.file()](HostControl& control) {
            control.remove(path);
            return Outcome{};
        });
    } else {
        plan.change(std::move(difference), place.writing(after));
    }
    return plan;
}

}  // namespace modules
