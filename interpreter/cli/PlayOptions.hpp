#pragma once

#include "interpreter/cli/OptionGroups.hpp"

#include <string>
#include <vector>

namespace interpreter {

/// What `play` was asked to do besides running.
enum class PlayTask { run, check_syntax, list_tasks, list_tags, list_hosts, help };

/// The command line of `play`, parsed but nothing opened yet.
struct PlayOptions : CommonOptions {
    PlayTask task = PlayTask::run;
    std::vector<std::string> playbooks;
    bool strict = false;
    /// Forget the facts that were kept before.
    bool flush_cache = false;
    /// default, json, minimal, oneline or yaml.
    std::string form;
    std::string junit_directory;
    bool profile = false;
    bool live = false;
};

/// Throws UsageError.
PlayOptions parse_play_options(const std::vector<std::string>& arguments, const Configuration& configuration = {});
/// What `--help` prints.
std::string play_help();

}  // namespace interpreter
