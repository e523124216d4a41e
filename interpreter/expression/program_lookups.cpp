#include "interpreter/expression/lookup.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/expression/text.hpp"

#include <sys/wait.h>

#include <array>
#include <cstdio>

namespace interpreter {

namespace {

/// What a shell command prints, run in the playbook's directory.
std::string output_of(const std::string& command, Call& call) {
    std::string script = command;
    if (!call.evaluation().search_path.empty())
        script =
            "cd '" + replaced(call.evaluation().search_path.back(), "'", "'\\''") + "' || exit 1\n" + command;
    std::FILE* pipe = ::popen(script.c_str(), "re");
    if (pipe == nullptr) call.fail("cannot start a shell");
    std::string output;
    std::array<char, 4096> buffer{};
    for (std::size_t size = 0; (size = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
        output.append(buffer.data(), size);
    const int status = ::pclose(pipe);
    if (!WIFEXITED(status)) call.fail("ran '" + command + "', which was killed");
    if (WEXITSTATUS(status) != 0)
        call.fail("ran '" + command + "', which ended with " + std::to_string(WEXITSTATUS(status)));
    return output;
}

Value pipe(Call& call) {
    List outputs;
    for (const Value& term : call.rest())
        outputs.emplace_back(stripped(output_of(to_python_text(term), call), std::nullopt, Sides::right));
    return outputs;
}

Value lines(Call& call) {
    List all;
    for (const Value& term : call.rest())
        for (std::string& line : lines_of(output_of(to_python_text(term), call), LineEnds::dropped))
            all.emplace_back(std::move(line));
    return all;
}

constexpr Builtin program_lookups_table[] = {{"lines", lines, "* **"}, {"pipe", pipe, "* **"}};

}  // namespace

std::span<const Builtin> program_lookups() {
    return program_lookups_table;
}

}  // namespace interpreter
