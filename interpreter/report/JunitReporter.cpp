#include "interpreter/report/JunitReporter.hpp"

#include "interpreter/report/shown_result.hpp"
#include "modules/value/Json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace interpreter {

namespace {

// What XML 1.0 cannot hold is left out.
std::string escaped(std::string_view text) {
    std::string result;
    for (const char letter : text) {
        switch (letter) {
        case '&': result += "&amp;"; break;
        case '<': result += "&lt;"; break;
        case '>': result += "&gt;"; break;
        case '"': result += "&quot;"; break;
        default:
            if (static_cast<unsigned char>(letter) >= 0x20 || letter == '\n' || letter == '\t') result += letter;
        }
    }
    return result;
}

std::string attribute(std::string_view name, std::string_view text) {
    std::string value = escaped(text);
    for (std::size_t at = value.find('\n'); at != std::string::npos; at = value.find('\n', at))
        value.replace(at, 1, "&#10;");
    return fmt::format(" {}=\"{}\"", name, value);
}

}  // namespace

void JunitReporter::playbook_started(const std::string& path) {
    playbook_ = std::filesystem::path(path).stem().string();
    cases_.clear();
}

void JunitReporter::task_started(const TaskLabel& task) {
    started_.insert_or_assign({task.position.file, task.position.line}, clock_());
}

void JunitReporter::task_finished(const TaskLabel& task, const std::string& host, const Outcome& outcome) {
    const bool gathering = task.action == "setup" || task.action == "ansible.builtin.setup";
    if (gathering && !style_.shows_gathering) return;
    Case one;
    one.name = fmt::format("[{}] {}: {}", host, task.play.empty() ? play_ : task.play, task.title);
    const Position place{task.position.file, style_.class_is_file ? 0 : task.position.line, 0};
    one.place = std::filesystem::absolute(files_.describe(place)).string();
    const auto began = started_.find({task.position.file, task.position.line});
    one.seconds = began != started_.end() ? seconds_between(began->second, clock_()) : 0;
    one.output = modules::to_json(sorted_deeply(shown_result(outcome, 0)), 4);
    const bool failed = outcome.status == Status::failed || outcome.status == Status::unreachable;
    const bool counts = failed && (!outcome.ignored || style_.fails_on_ignored);
    if (counts || (outcome.status == Status::changed && style_.fails_on_change))
        one.verdict = Verdict::failed;
    else if (outcome.status == Status::skipped)
        one.verdict = Verdict::skipped;
    if (one.verdict == Verdict::failed)
        one.message = outcome.result.text_of("msg", "rc=" + outcome.result.text_of("rc", "0"));
    if (one.verdict == Verdict::skipped) one.message = outcome.result.text_of("skip_reason", "skipped");
    if (one.verdict != Verdict::failed && !task.title.starts_with(style_.prefix)) return;
    cases_.push_back(std::move(one));
}

void JunitReporter::blocked(const std::string& vertex, const std::string& host, const TaskLabel& because_of) {
    const std::string place = files_.describe({because_of.position.file, because_of.position.line, 0});
    cases_.push_back({fmt::format("[{}] {}: {}", host, play_, vertex), std::filesystem::absolute(place).string(), 0,
                      Verdict::skipped, "blocked because of " + because_of.full_title(), {}});
}

std::string JunitReporter::case_xml(const Case& one) const {
    std::string text = fmt::format("\t\t<testcase{}{}{}>\n", attribute("classname", one.place),
                                   attribute("name", one.name), attribute("time", fmt::format("{:.6f}", one.seconds)));
    switch (one.verdict) {
    case Verdict::passed: text += "\t\t\t<system-out>" + escaped(one.output) + "</system-out>\n"; break;
    case Verdict::skipped: text += "\t\t\t<skipped>" + escaped(one.message) + "</skipped>\n"; break;
    case Verdict::failed:
        text += "\t\t\t<failure" + attribute("message", one.message) + " type=\"failure\">" + escaped(one.output) +
                "</failure>\n";
    }
    return text + "\t\t</testcase>\n";
}

std::string JunitReporter::xml() const {
    double seconds = 0;
    for (const Case& one : cases_) seconds += one.seconds;
    const auto count = [&](Verdict verdict) {
        return std::count_if(cases_.begin(), cases_.end(), [&](const Case& one) { return one.verdict == verdict; });
    };
    std::string text = "<?xml version=\"1.0\" ?>\n";
    text += fmt::format("<testsuites disabled=\"0\" errors=\"0\" failures=\"{}\" tests=\"{}\" time=\"{:.6f}\">\n",
                        count(Verdict::failed), cases_.size(), seconds);
    text += fmt::format("\t<testsuite disabled=\"0\" errors=\"0\" failures=\"{}\"{} skipped=\"{}\" tests=\"{}\" "
                        "time=\"{:.6f}\">\n",
                        count(Verdict::failed), attribute("name", playbook_), count(Verdict::skipped), cases_.size(),
                        seconds);
    for (const Case& one : cases_) text += case_xml(one);
    return mask_.masked(text + "\t</testsuite>\n</testsuites>\n");
}

void JunitReporter::finished(const std::vector<HostCounters>&) {
    const double now = std::chrono::duration<double>(clock_().time_since_epoch()).count();
    const std::string path = fmt::format("{}/{}-{:.6f}.xml", style_.directory, playbook_, now);
    std::error_code failure;
    std::filesystem::create_directories(style_.directory, failure);
    std::ofstream file(path);
    file << xml() << std::flush;
    if (!file) error_ << "understudy: the JUnit report " << path << " could not be written\n";
}

}  // namespace interpreter
