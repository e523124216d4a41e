#pragma once

#include "interpreter/cli/Groundwork.hpp"
#include "interpreter/report/SerialReporter.hpp"
#include "interpreter/report/StatusScreen.hpp"

#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace interpreter {

/// What a run prints and writes, by the command line and the configuration: the form of the output, a log file, a JUnit
/// report, where the time went, a line of status on a terminal.
class Outputs {
  public:
    struct Wish {
        /// default, json, minimal, oneline or yaml.
        std::string form = "default";
        /// Where a JUnit report goes; empty: only where the configuration enables it.
        std::string junit_directory;
        bool profile = false;
        /// Show what tasks print while they run, from the beginning.
        bool live = false;
        /// Tasks that are known before the run.
        std::size_t known_tasks = 0;
    };
    Outputs(Groundwork& ground, const RunOptions& run, const Wish& wish);
    ~Outputs();

    [[nodiscard]] SerialReporter& reporter() { return *serial_; }

  private:
    void open_screen(const Wish& wish);
    void add_main(const RunOptions& run, const Wish& wish);
    void add_terminal(const RunOptions& run, const std::string& form, bool live);
    void add_log(const RunOptions& run);
    void add_junit(const Wish& wish);
    void add_profile(const Wish& wish);
    [[nodiscard]] bool is_enabled(const std::string& callback) const;
    template <class Kind, class... Details>
    Kind& made(Details&&... details);

    Groundwork& ground_;
    std::unique_ptr<StatusScreen> screen_;
    std::unique_ptr<std::ostream> screen_stream_;
    std::ostream* out_;
    std::ofstream log_file_;
    std::unique_ptr<std::streambuf> log_buffer_;
    std::unique_ptr<std::ostream> log_stream_;
    std::vector<std::unique_ptr<Reporter>> all_;
    std::vector<Reporter*> listening_;
    std::unique_ptr<SerialReporter> serial_;
};

}  // namespace interpreter
