#include "modules/watch/Watcher.hpp"

#include <fmt/format.h>

#include <random>
#include <thread>

namespace modules::watch {

namespace {

// What is asked at the end is worth more patience than an attempt.
constexpr std::chrono::milliseconds time_at_the_end = std::chrono::seconds(5);
constexpr std::chrono::milliseconds between_tries = std::chrono::seconds(1);
constexpr int tries_at_the_end = 3;

std::string random_name() {
    std::random_device device;
    return fmt::format("understudy_watch_{:08x}{:08x}", device(), device());
}

/// A password, and what header fields say: a token, perhaps.
std::vector<std::string> secrets_of(const WatchedService& service) {
    // What is shorter is no token, and would be found in any text.
    constexpr std::size_t shortest_token = 8;
    std::vector<std::string> secrets;
    if (service.password && !service.password->characters.empty())
        secrets.push_back(service.password->characters);
    for (const auto& [name, value] : service.headers)
        if (value.is_text() && value.as_text().size() >= shortest_token) secrets.push_back(value.as_text());
    return secrets;
}

/// No program is known to repeat them in its errors, and none shall.
std::string without_secrets(std::string text, const WatchedService& service) {
    for (const std::string& secret : secrets_of(service))
        for (std::size_t at = 0; (at = text.find(secret, at)) != std::string::npos;
             at += masked_secret.size())
            text.replace(at, secret.size(), masked_secret);
    return text;
}

}  // namespace

Watcher::Watcher(const WatchedService& service, const WatchRules& rules, HostControl& control, Ending& ending,
                 Tell tell)
    : service_(service), rules_(rules), ending_(ending),
      tell_(std::move(tell)), mark_{.name = random_name(), .keep = rules.keep},
      probe_(probe_for(service, mark_, control)), clock_(rules.away_after, rules.steady) {
    report_.name = service.name;
}

std::optional<std::string>
Watcher::at_some_host(std::chrono::milliseconds time,
                      const std::function<void(const std::string&, const Deadline&)>& ask) {
    const Deadline whole(time);
    const std::size_t count = service_.hosts.size();
    std::string trouble;
    for (std::size_t tried = 0; tried < count; ++tried) {
        const std::size_t index = (last_good_host_ + tried) % count;
        try {
            // A host that swallows everything must leave time for the others.
            ask(service_.hosts[index], whole.share(count - tried));
            last_good_host_ = index;
            return std::nullopt;
        } catch (const std::runtime_error& error) {
            trouble += (trouble.empty() ? "" : "; ") + without_secrets(error.what(), service_);
        }
    }
    return trouble;
}

std::optional<std::string>
Watcher::patiently(const std::function<bool(const std::string&, const Deadline&)>& ask) {
    std::optional<std::string> trouble;
    for (int tried = 0; tried < tries_at_the_end; ++tried) {
        if (tried > 0) std::this_thread::sleep_for(between_tries);
        bool good = false;
        trouble = at_some_host(
            std::max(rules_.attempt_timeout, time_at_the_end),
            [&](const std::string& host, const Deadline& deadline) { good = ask(host, deadline); });
        if (!trouble && good) return std::nullopt;
    }
    return trouble;
}

ServiceReport Watcher::watch() {
    Ending::Clock::time_point began;
    do {
        began = Ending::Clock::now();
        attempt();
    } while (ending_.wait_until(began + rules_.interval));
    count_the_lost();
    if (!rules_.keep) clean_up();
    report_.gaps = clock_.gaps();
    report_.back = !clock_.away();
    report_.acknowledged = probe_->acknowledged();
    return report_;
}

void Watcher::attempt() {
    const double began = ending_.seconds_since_start(Ending::Clock::now());
    const std::optional<std::string> error =
        at_some_host(rules_.attempt_timeout, [this](const std::string& host, const Deadline& deadline) {
            probe_->attempt(host, ++number_, deadline);
        });
    ++report_.attempts;
    if (error) {
        ++report_.failures;
        report_.last_error = error;
    }
    switch (clock_.record(began, error)) {
    case GapClock::Turn::went_away:
        return tell_(fmt::format("{} is away: {}", service_.name, *error));
    case GapClock::Turn::came_back:
        return tell_(fmt::format("{} is back after {:.1f} s", service_.name, *clock_.gaps().back().seconds));
    case GapClock::Turn::none:
        break;
    }
}

void Watcher::count_the_lost() {
    if (probe_->acknowledged() == 0) return;
    report_.lost.reset();
    // What a replica lacks at first it may have a moment later.
    const std::optional<std::string> trouble =
        patiently([this](const std::string& host, const Deadline& deadline) {
            report_.lost = probe_->lost(host, deadline);
            return report_.lost == 0;
        });
    if (trouble && !report_.lost)
        report_.warnings.push_back(
            fmt::format("{}: whether the {} acknowledged writes are still there cannot be told: {}",
                        service_.name, probe_->acknowledged(), *trouble));
}

void Watcher::clean_up() {
    const auto remove = [this](const std::string& host, const Deadline& deadline) {
        probe_->clean_up(host, deadline);
        return true;
    };
    // Who never answered, or no longer does, may hold something all the same, but is not worth more waiting.
    const bool worth_it = !report_.never_answered() && report_.lost;
    const std::optional<std::string> trouble =
        worth_it ? patiently(remove) : at_some_host(rules_.attempt_timeout, remove);
    if (trouble && !report_.never_answered())
        report_.warnings.push_back(
            fmt::format("{}: {} is left behind: {}", service_.name, mark_.name, *trouble));
}

}  // namespace modules::watch
