#pragma once

#include "interpreter/report/Clock.hpp"
#include "interpreter/report/QuietReporter.hpp"
#include "interpreter/report/SecretMask.hpp"

#include <map>
#include <ostream>

namespace interpreter {

/// One XML file a playbook, in the form of Ansible's `junit` callback: each task on each host is a test case.
class JunitReporter final : public QuietReporter {
  public:
    struct Style {
        std::string directory = {};
        bool fails_on_change = false;
        bool fails_on_ignored = false;
        /// The file alone is the class of a test case, without its line.
        bool class_is_file = false;
        bool shows_gathering = true;
        /// Only tasks whose names begin with it; failures always.
        std::string prefix = {};
    };
    /// A file that cannot be written is said in `error`.
    JunitReporter(Style style, std::ostream& error, const SourceFiles& files, const SecretMask& mask, Clock clock)
        : style_(std::move(style)), error_(error), files_(files), mask_(mask), clock_(std::move(clock)) {}

    void playbook_started(const std::string& path) override;
    void play_started(const std::string& name) override { play_ = name; }
    void task_started(const TaskLabel& task) override;
    void task_finished(const TaskLabel& task, const std::string& host, const Outcome& outcome) override;
    void blocked(const std::string& vertex, const std::string& host, const TaskLabel& because_of) override;
    void finished(const std::vector<HostCounters>& counters) override;

    /// The report as it stands.
    [[nodiscard]] std::string xml() const;

  private:
    enum class Verdict { passed, failed, skipped };
    struct Case {
        std::string name;
        std::string place;
        double seconds = 0;
        Verdict verdict = Verdict::passed;
        std::string message;
        std::string output;
    };
    [[nodiscard]] std::string case_xml(const Case& one) const;

    Style style_;
    std::ostream& error_;
    const SourceFiles& files_;
    const SecretMask& mask_;
    Clock clock_;
    std::string playbook_;
    std::string play_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, Moment> started_;
    std::vector<Case> cases_;
};

}  // namespace interpreter
