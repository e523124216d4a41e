#pragma once

#include "interpreter/report/Paint.hpp"
#include "interpreter/report/QuietReporter.hpp"
#include "interpreter/report/SecretMask.hpp"

#include <ostream>

namespace interpreter {

/// A result spread over lines, or on one.
enum class MinimalForm { lines, one_line };

/// What `run` prints: a result a host, no banners and no recap, in the words of Ansible's `minimal` and `oneline`.
class MinimalReporter final : public QuietReporter {
  public:
    struct Style {
        MinimalForm form = MinimalForm::lines;
        Colour colour = Colour::never;
        int verbosity = 0;
        bool show_differences = false;
    };
    /// Findings go to `error`.
    MinimalReporter(std::ostream& out, std::ostream& error, const SourceFiles& files, const SecretMask& mask,
                    Style style)
        : out_(out), error_(error), files_(files), mask_(mask), style_(style) {}

    void task_finished(const TaskLabel& task, const std::string& host, const Outcome& outcome) override;
    void blocked(const std::string& vertex, const std::string& host, const TaskLabel& because_of) override;
    void finding(const Diagnostic& diagnostic) override;
    void interrupted(const std::vector<std::string>& running) override;

  private:
    [[nodiscard]] std::string result_text(const TaskLabel& task, const std::string& host, const Outcome& outcome) const;
    [[nodiscard]] std::string command_text(const std::string& host, const Outcome& outcome,
                                           const std::string& caption) const;
    [[nodiscard]] std::string json(const Outcome& outcome) const;

    std::ostream& out_;
    std::ostream& error_;
    const SourceFiles& files_;
    const SecretMask& mask_;
    Style style_;
};

}  // namespace interpreter
