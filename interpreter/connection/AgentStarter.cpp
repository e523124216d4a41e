#include "interpreter/connection/AgentStarter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace interpreter {

namespace {

constexpr std::size_t most_noise = 64U << 10U;
/// PAM modules ask directories and wait after a wrong password; nobody waits longer than this without a sign
/// of life.
constexpr std::chrono::seconds patience{30};

const std::string agent_mark = std::string(1, '\0') + std::string(modules::protocol_name) + " ";
const std::string install_mark = std::string(1, '\0') + "understudy-install ";

std::string random_prompt() {
    std::random_device source;
    return fmt::format("understudy-prompt-{:08x}{:08x}", source(), source());
}

/// What a program said, as a part of a one-line message.
std::string in_one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    std::erase_if(text, [](char letter) { return static_cast<unsigned char>(letter) < ' '; });
    text.erase(0, std::min(text.find_first_not_of(' '), text.size()));
    const std::size_t end = text.find_last_not_of(' ');
    text.erase(end == std::string::npos ? 0 : end + 1);
    constexpr std::size_t longest = 500;
    return text.size() > longest ? text.substr(0, longest) + "…" : text;
}

std::size_t count_of(const std::string& text, const std::string& word) {
    std::size_t count = 0;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + word.size()))
        ++count;
    return count;
}

/// su has no prompt of our choice; whatever it asks, it then waits on the same line.
bool asks(const Identity& identity, const std::string& error, const std::string& prompt) {
    if (identity.method == "su") return error.ends_with(": ") || error.ends_with(":\xC2\xA0");
    return error.find(prompt) != std::string::npos;
}

}  // namespace

/// What came back from a start or an installation.
struct AgentStarter::Answer {
    /// "agent", one of the installer's words, or empty: the program ended without a word.
    std::string word;
    std::string detail;
    /// What followed the agent's banner.
    std::string rest;
    std::string noise;
    std::string error;
    bool wrong_password = false;
    bool too_late = false;

    /// Looks for the line that ends the noise.
    bool recognise() {
        for (const std::string& mark : {agent_mark, install_mark}) {
            const std::size_t start = noise.find(mark);
            const std::size_t end =
                start == std::string::npos ? start : noise.find('\n', start + mark.size());
            if (end == std::string::npos) continue;
            const std::string line = noise.substr(start + mark.size(), end - start - mark.size());
            const std::size_t space = std::min(line.find(' '), line.size());
            word = mark == agent_mark ? "agent" : line.substr(0, space);
            detail = mark == agent_mark ? line : line.substr(std::min(space + 1, line.size()));
            rest = noise.substr(end + 1);
            noise.erase(start);
            return true;
        }
        return false;
    }
    [[nodiscard]] std::string said() const { return in_one_line(noise + "\n" + error); }
};

std::unique_ptr<AgentChannel> AgentStarter::start(const Identity& identity) {
    const std::string prompt = random_prompt();
    const std::string command = start_command(program_.place, identity, prompt);
    std::unique_ptr<Channel> channel = transport_.start(command);
    Answer answer = conversation(*channel, identity, prompt);
    if (answer.word == "absent") {
        install(reach_of(identity));
        channel = transport_.start(command);
        answer = conversation(*channel, identity, prompt);
    }
    if (answer.word == "foreign") refuse_foreign(answer.detail);
    if (answer.word != "agent") refuse(identity, answer);
    const std::string version = answer.detail.substr(0, answer.detail.find(' '));
    if (version != std::to_string(modules::protocol_version))
        throw HostUnreachable(fmt::format("the agent on {} speaks version {} of the protocol, not {}",
                                          host_name_, version, modules::protocol_version));
    return std::make_unique<AgentChannel>(std::move(channel), answer.rest);
}

AgentStarter::Answer AgentStarter::conversation(Channel& channel, const Identity& identity,
                                                const std::string& prompt) {
    Answer answer;
    bool given = identity.password.is_null() || !identity.become;
    const Transport::Clock::time_point deadline = Transport::Clock::now() + patience;
    while (true) {
        channel.read(answer.noise, answer.error);
        if (answer.recognise()) return answer;
        if (answer.noise.size() > most_noise) return answer;
        if (!given && asks(identity, answer.error, prompt)) {
            given = true;
            give_input(channel, identity.password.as_text() + "\n", answer);
            continue;
        }
        if (given && count_of(answer.error, prompt) > 1) {
            answer.wrong_password = true;
            return answer;
        }
        if (channel.ended()) return answer;
        if (Transport::Clock::now() >= deadline) {
            answer.too_late = true;
            return answer;
        }
        transport_.wait(deadline);
    }
}

void AgentStarter::give_input(Channel& channel, std::string_view bytes, Answer& answer) {
    Transport::Clock::time_point deadline = Transport::Clock::now() + patience;
    while (!bytes.empty()) {
        const std::size_t taken = channel.write(bytes);
        bytes.remove_prefix(taken);
        // What it says meanwhile must be taken off, or it stops listening.
        channel.read(answer.noise, answer.error);
        if (channel.ended()) return;
        if (taken > 0) {
            deadline = Transport::Clock::now() + patience;
            continue;
        }
        if (Transport::Clock::now() >= deadline)
            throw HostUnreachable(fmt::format("{} took no input for {} s while the agent was sent",
                                              host_name_, patience.count()));
        transport_.wait(deadline);
    }
}

void AgentStarter::install(Reach reach) {
    const std::unique_ptr<Channel> channel =
        transport_.start(install_command(program_.place, reach, program_.binary.size()));
    Answer answer;
    give_input(*channel, program_.binary, answer);
    channel->end_input();
    const Transport::Clock::time_point deadline = Transport::Clock::now() + patience;
    while (!answer.recognise() && !channel->ended() && Transport::Clock::now() < deadline) {
        transport_.wait(deadline);
        channel->read(answer.noise, answer.error);
    }
    if (answer.word == "installed") return;
    if (answer.word == "foreign") refuse_foreign(answer.detail);
    if (answer.word == "nowhere")
        throw HostUnreachable(fmt::format("{} has no place for the agent: {}", host_name_,
                                          answer.detail.substr(0, answer.detail.rfind(';'))),
                              "let programs be run from the login user's home or from /var/tmp");
    throw HostUnreachable(fmt::format("the agent cannot be written to {} on {}: {}",
                                      answer.detail.empty() ? "its directory" : answer.detail, host_name_,
                                      answer.said().empty() ? "the host said nothing" : answer.said()));
}

void AgentStarter::refuse_foreign(const std::string& directory) const {
    throw HostUnreachable(
        fmt::format("{} on {} belongs to somebody else or can be written by others, so no program "
                    "is run from it",
                    directory, host_name_),
        fmt::format("find out who made it, then remove it: rm -r {}", directory));
}

void AgentStarter::refuse(const Identity& identity, const Answer& answer) const {
    if (answer.noise.size() > most_noise)
        throw HostUnreachable(
            fmt::format("the shell of {} printed more than 64 KiB before the agent could start: {}",
                        host_name_, in_one_line(answer.noise)),
            "silence its start-up files for sessions without a terminal");
    if (!identity.become)
        throw HostUnreachable(fmt::format("the agent did not start on {}: {}", host_name_,
                                          answer.said().empty() ? "nothing was said" : answer.said()));
    const std::string whom =
        fmt::format("{} on {} does not make us {}", identity.method, host_name_, identity.user);
    if (answer.wrong_password) throw IdentityRefused(whom + ": the become password is wrong");
    if (answer.too_late)
        throw IdentityRefused(fmt::format("{}: no answer within {} s{}", whom, patience.count(),
                                          answer.said().empty() ? "" : "; it said: " + answer.said()));
    std::string reason = answer.said().empty() ? "it said nothing" : answer.said();
    if (identity.password.is_null() && reason.find("password") != std::string::npos)
        reason += " (ansible_become_password is not set)";
    throw IdentityRefused(whom + ": " + reason);
}

}  // namespace interpreter
