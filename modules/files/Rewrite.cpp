#include "modules/files/Rewrite.hpp"

#include "modules/files/Paths.hpp"
#include "modules/files/SecretLines.hpp"
#include "modules/value/ShellWords.hpp"

#include <fmt/format.h>

#include <array>
#include <ctime>

namespace modules {

namespace {

constexpr unsigned usual_mode = 0644;

void replace(HostControl& host, const Rewrite& rewrite, const Ownership& ownership) {
    if (rewrite.unsafe_writes && rewrite.present) {
        host.write_in_place(rewrite.path, rewrite.staged ? host.read(*rewrite.staged) : rewrite.after);
        host.set_ownership(rewrite.path, ownership, Follow::links);
    } else if (rewrite.staged) {
        host.copy(*rewrite.staged, rewrite.path, ownership);
    } else {
        host.write(rewrite.path, rewrite.after, ownership);
    }
}

void validate_copy(HostControl& host, const Rewrite& rewrite, const Ownership& ownership) {
    const std::string copy = joined(host.temporary_directory(), last_part_of(rewrite.path));
    Rewrite trial = rewrite;
    trial.path = copy;
    trial.unsafe_writes = false;
    replace(host, trial, ownership);
    run_validation(host, *rewrite.validate, copy);
}

void show(const Rewrite& rewrite, Difference& difference) {
    if (rewrite.showing == Showing::plain || rewrite.shown.empty()) {
        if (rewrite.present) difference.before = shown_content(rewrite.before, rewrite.showing);
        difference.after = shown_content(rewrite.after, rewrite.showing);
        return;
    }
    if (rewrite.present)
        difference.before =
            shown_content(SecretLines(rewrite.after, rewrite.shown).without_secrets(rewrite.before), Showing::plain);
    difference.after = shown_content(rewrite.shown, Showing::plain);
}

}  // namespace

std::string back_up(HostControl& host, const std::string& path) {
    const std::time_t seconds = static_cast<std::time_t>(host.now());
    std::tm local{};
    localtime_r(&seconds, &local);
    std::array<char, 32> moment{};
    std::strftime(moment.data(), moment.size(), "%Y-%m-%d@%H:%M:%S", &local);
    const std::string stem = fmt::format("{}.{}", path, moment.data());
    std::string name = stem + "~";
    // Many tasks may change one file within a second: the oldest copy is the one that is wanted back.
    for (int number = 2; host.status(name, Follow::nothing); ++number)
        name = fmt::format("{}.{}~", stem, number);
    const std::optional<FileStatus> status = host.status(path, Follow::links);
    Ownership ownership;
    if (status) ownership = {status->user, status->group, status->mode};
    host.copy(path, name, ownership);
    if (status) host.set_times(name, status->accessed, status->modified);
    return name;
}

void run_validation(HostControl& host, const std::string& validate, const std::string& path) {
    std::vector<std::string> words;
    try {
        words = shell_words(validate);
    } catch (const std::runtime_error& error) {
        throw Failure(fmt::format("validate: \"{}\": {}", validate, error.what()));
    }
    for (std::string& word : words)
        if (const std::size_t place = word.find("%s"); place != std::string::npos)
            word.replace(place, 2, path);
    Command command{.program = words.front(), .arguments = {words.begin() + 1, words.end()}};
    const ProcessResult result = host.run(command);
    if (result.ok()) return;
    throw Failure(fmt::format("failed to validate: rc:{} error:{}", result.status, result.error),
                  Map{{"exit_status", result.status}, {"stdout", result.output}, {"stderr", result.error}});
}

void add_content_change(Plan& plan, Rewrite rewrite, const Attributes& attributes,
                        const CallOptions& options) {
    if (rewrite.validate && rewrite.validate->find("%s") == std::string::npos)
        throw Failure(fmt::format("validate must contain %s: {}", *rewrite.validate));
    attributes.add_warnings(plan);
    if (rewrite.present && rewrite.before == rewrite.after) return;
    Difference difference{rewrite.path, {}, {}};
    if (options.diff) show(rewrite, difference);
    const Ownership ownership =
        rewrite.present ? attributes.for_present(*rewrite.present) : attributes.for_new(usual_mode, false);
    rewrite.before.clear();
    if (rewrite.staged) rewrite.after.clear();
    plan.change(std::move(difference), [rewrite = std::move(rewrite), ownership](HostControl& host) {
        Outcome outcome;
        if (rewrite.validate) validate_copy(host, rewrite, ownership);
        if (rewrite.backup && rewrite.present)
            outcome.data.set(rewrite.backup_key, back_up(host, rewrite.path));
        replace(host, rewrite, ownership);
        return outcome;
    });
}

}  // namespace modules
