#include "modules/agent/LaneProcess.hpp"

#include "modules/agent/BackgroundJob.hpp"
#include "modules/module/Module.hpp"
#include "modules/protocol/Frame.hpp"
#include "modules/system/PosixHost.hpp"
#include "modules/system/StandingPrograms.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

namespace modules {

namespace {

void write_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(socket, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        // The agent is gone, and with it everybody who could hear of the result.
        if (written < 0) ::_exit(1);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

/// Sets a call's variables and puts back what was there.
class CallEnvironment {
  public:
    explicit CallEnvironment(const Value& variables) {
        if (!variables.is_map()) return;
        for (const std::string& name : variables.keys()) {
            const char* before = ::getenv(name.c_str());
            before_.emplace_back(name, before != nullptr ? std::optional<std::string>(before) : std::nullopt);
            ::setenv(name.c_str(), variables.text_of(name).c_str(), 1);
        }
    }
    ~CallEnvironment() {
        for (const auto& [name, value] : before_) {
            if (value)
                ::setenv(name.c_str(), value->c_str(), 1);
            else
                ::unsetenv(name.c_str());
        }
    }
    CallEnvironment(const CallEnvironment&) = delete;
    CallEnvironment& operator=(const CallEnvironment&) = delete;

  private:
    std::vector<std::pair<std::string, std::optional<std::string>>> before_;
};

bool flag(const Message& message, std::string_view name) {
    const Value value = message.field(name);
    return value.is_boolean() && value.as_boolean();
}

ModuleResult carried_out(const Message& call, const Module& module, PosixHost::Settings settings) {
    PosixHost host(std::move(settings));
    const Value mode = call.field("mode");
    const bool check = mode.is_text() && mode.as_text() == "check";
    return run(module, call.field("arguments"), host, check ? Run::check : Run::apply,
               {.diff = flag(call, "diff"), .check_mode = check});
}

ModuleResult answer(int socket, const Message& call, const std::string& staging_directory, StandingPrograms& programs) {
    const Value name = call.field("module");
    const Module* module = name.is_text() ? find_module(name.as_text()) : nullptr;
    if (module == nullptr) {
        ModuleResult result;
        result.failure = "the agent has no module \"" + (name.is_text() ? name.as_text() : "") + "\"";
        return result;
    }
    const CallEnvironment environment(call.field("environment"));
    PosixHost::Settings settings;
    settings.staging_directory = staging_directory;
    if (const Value limit = call.field("async"); limit.is_integer())
        return start_job({std::chrono::seconds(limit.as_integer()), [socket] { ::close(socket); },
                          [&] { return carried_out(call, *module, settings); }});
    settings.standing_programs = &programs;
    settings.on_progress = [socket, id = call.id](std::string_view text) {
        write_all(socket, event_tag + encode({"event", id, {{"kind", "progress"}, {"text", text}}}));
    };
    if (flag(call, "live"))
        settings.on_output = [socket, id = call.id](std::string_view text) {
            write_all(socket, event_tag + encode({"event", id, {{"kind", "output"}, {"text", std::string(text)}}}));
        };
    return carried_out(call, *module, std::move(settings));
}

std::string reply_frame(CallId id, const ModuleResult& result) {
    try {
        return encode({"reply", id, {{"result", to_value(result)}}});
    } catch (const BadFrame& error) {
        ModuleResult refused;
        refused.failure = std::string("the result cannot be sent: ") + error.what();
        return encode({"reply", id, {{"result", to_value(refused)}}});
    }
}

}  // namespace

void live_as_lane(int socket, const std::string& staging_directory) {
    FrameReader reader;
    StandingPrograms programs;
    std::array<char, 65536> piece{};
    while (true) {
        const ssize_t length = ::read(socket, piece.data(), piece.size());
        if (length < 0 && errno == EINTR) continue;
        if (length <= 0) ::_exit(0);
        reader.add(std::string_view(piece.data(), static_cast<std::size_t>(length)));
        while (const std::optional<Message> call = reader.next())
            write_all(socket, reply_tag + reply_frame(call->id, answer(socket, *call, staging_directory, programs)));
    }
}

}  // namespace modules
