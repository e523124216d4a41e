#include "modules/packages/Debconf.hpp"

#include "modules/system/HostControl.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules {

namespace {

// debconf.conf(5), as Debian ships it.
constexpr const char* answers_file = "/var/cache/debconf/config.dat";
constexpr const char* passwords_file = "/var/cache/debconf/passwords.dat";

std::string with_line_ends(std::string text) {
    for (std::size_t place = 0; (place = text.find("\\n", place)) != std::string::npos; ++place)
        text.replace(place, 2, "\n");
    return text;
}

std::string without_line_ends_in(std::string text) {
    for (std::size_t place = 0; (place = text.find('\n', place)) != std::string::npos;)
        text.replace(place, 1, "\\n");
    return text;
}

bool owns(std::string_view owners, const std::string& package) {
    const std::vector<std::string> names = parts_of(owners, ",");
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return trimmed(name) == package; });
}

/// One record: a question with its answer and the packages that ask it.
struct Answer {
    std::string question;
    std::string value;
    std::string owners;
};

void take_field(Answer& answer, const std::string& line) {
    const auto field = [&](std::string_view name, std::string& into) {
        if (line.starts_with(name)) into = line.substr(name.size());
    };
    field("Name: ", answer.question);
    field("Value: ", answer.value);
    field("Owners: ", answer.owners);
}

void add_answers(Map& answers, const HostView& host, const char* file, const std::string& package,
                 Showing showing) {
    Answer answer;
    const auto finish = [&] {
        const std::string value = with_line_ends(answer.value);
        if (owns(answer.owners, package))
            answers.set(answer.question, showing == Showing::secret ? Value::secret(value) : Value(value));
        answer = {};
    };
    for (const std::string& line : lines_of(host.read_if_there(file).value_or(""))) {
        if (line.empty()) {
            finish();
        } else {
            take_field(answer, line);
        }
    }
    finish();
}

std::string wanted_answer(const DebconfArguments& wanted) {
    const std::string text = wanted.value->characters;
    if (wanted.vtype == DebconfType::boolean) return lower_case(text);
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string::npos ? std::string() : text.substr(first);
}

}  // namespace

ArgumentList<DebconfArguments> Debconf::table() const {
    using A = DebconfArguments;
    ArgumentList<A> list;
    list.add("name", &A::name, "the package", {.need = Need::required, .aliases = {"pkg"}})
        .add("question", &A::question, "the question; without it the answers are only told",
             {.aliases = {"selection", "setting"}})
        .add("vtype", &A::vtype, "what kind of answer it takes")
        .add("value", &A::value, "the answer", {.aliases = {"answer"}})
        .add("unseen", &A::unseen, "let the question be asked all the same");
    return list;
}

Plan Debconf::check(const DebconfArguments& wanted, const HostView& host, const CallOptions& options) const {
    const int given = (wanted.question ? 1 : 0) + (wanted.vtype ? 1 : 0) + (wanted.value ? 1 : 0);
    if (given != 0 && given != 3) throw Failure("parameters are required together: question, vtype, value");
    Plan plan;
    if (!host.find_program("debconf-set-selections")) {
        const std::string missing = "Failed to find required executable \"debconf-set-selections\"";
        if (!options.check_mode) throw Failure(missing);
        plan.unknown = missing;
        return plan;
    }
    Map answers;
    add_answers(answers, host, answers_file, wanted.name, Showing::plain);
    add_answers(answers, host, passwords_file, wanted.name, Showing::secret);
    plan.data = {{"msg", ""}, {"current", answers}};
    if (!wanted.question) return plan;
    const std::string answer = wanted_answer(wanted);
    const Value* const present = answers.find(*wanted.question);
    if (present != nullptr && present->as_text() == answer) return plan;

    const bool is_secret = wanted.value->secret || wanted.vtype == DebconfType::password;
    const Map current{{*wanted.question, is_secret ? Value::secret(answer) : Value(answer)}};
    const Map previous{{*wanted.question, present != nullptr ? *present : Value("")}};
    plan.data.set("current", current);
    plan.data.set("previous", previous);
    Command command{.program = "debconf-set-selections"};
    if (wanted.unseen) command.arguments = {"-u"};
    command.input =
        fmt::format("{} {} {} {}\n", wanted.name, *wanted.question,
                    Field<DebconfType>::to(*wanted.vtype).as_text(), without_line_ends_in(answer));
    plan.change({"answers of " + wanted.name, previous, current}, [command](HostControl& control) {
        run_or_fail(control, command);
        return Outcome{};
    });
    return plan;
}

}  // namespace modules
