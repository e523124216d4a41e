#include "interpreter/configuration/Setting.hpp"

#include <array>

namespace interpreter {

// What a person gets to read.
std::span<const Setting> output_settings() {
    using enum SettingType;
    static constexpr std::array table{
        Setting{"callback_format_pretty", "defaults.callback_format_pretty", "ANSIBLE_CALLBACK_FORMAT_PRETTY",
                boolean, "", "spread results over several lines; unset: only where much was asked for"},
        Setting{"callback_result_format", "defaults.callback_result_format", "ANSIBLE_CALLBACK_RESULT_FORMAT",
                text, "json", "how the default output writes results", "json yaml"},
        Setting{"callbacks_enabled", "defaults.callback_whitelist defaults.callbacks_enabled",
                "ANSIBLE_CALLBACK_WHITELIST ANSIBLE_CALLBACKS_ENABLED", list, "",
                "what listens besides: junit writes a report, profile_tasks and timer say at the end how long it took",
                "junit profile_tasks timer ansible.builtin.junit ansible.posix.profile_tasks ansible.posix.timer"},
        Setting{"check_mode_markers", "defaults.check_mode_markers", "ANSIBLE_CHECK_MODE_MARKERS", boolean,
                "false", "mark banners and results of check mode with [CHECK MODE]"},
        Setting{"diff_always", "diff.always", "ANSIBLE_DIFF_ALWAYS", boolean, "false",
                "show differences as --diff does"},
        Setting{"diff_context", "diff.context", "ANSIBLE_DIFF_CONTEXT", integer, "3",
                "lines around each difference", "3"},
        Setting{"display_args_to_stdout", "defaults.display_args_to_stdout", "ANSIBLE_DISPLAY_ARGS_TO_STDOUT",
                boolean, "false", "arguments do not stand in task banners", "false"},
        Setting{"display_failed_stderr", "defaults.display_failed_stderr", "ANSIBLE_DISPLAY_FAILED_STDERR",
                boolean, "false", "results of failed tasks go to the error output"},
        Setting{"display_ok_hosts", "defaults.display_ok_hosts", "ANSIBLE_DISPLAY_OK_HOSTS", boolean, "true",
                "show hosts on which nothing had to change"},
        Setting{"display_skipped_hosts", "defaults.display_skipped_hosts", "ANSIBLE_DISPLAY_SKIPPED_HOSTS",
                boolean, "true", "show hosts on which a task was skipped"},
        Setting{"force_color", "defaults.force_color", "ANSIBLE_FORCE_COLOR", boolean, "false",
                "colours even where the output is no terminal"},
        Setting{"junit_fail_on_change", "", "JUNIT_FAIL_ON_CHANGE", boolean, "false",
                "junit: a task that changed something counts as failed"},
        Setting{"junit_fail_on_ignore", "", "JUNIT_FAIL_ON_IGNORE", boolean, "false",
                "junit: a failure that was ignored counts as one"},
        Setting{"junit_include_setup_tasks_in_report", "", "JUNIT_INCLUDE_SETUP_TASKS_IN_REPORT", boolean, "true",
                "junit: the gathering of facts is a test case too"},
        Setting{"junit_output_dir", "", "JUNIT_OUTPUT_DIR", path, "~/.ansible.log",
                "junit: where reports go"},
        Setting{"junit_task_class", "", "JUNIT_TASK_CLASS", boolean, "false",
                "junit: the task's file is the class of its test cases"},
        Setting{"junit_test_case_prefix", "", "JUNIT_TEST_CASE_PREFIX", text, "",
                "junit: only tasks whose names begin with this are test cases"},
        Setting{"log_path", "defaults.log_path", "ANSIBLE_LOG_PATH", path, "",
                "a file to which everything that is shown is added, each line with its time"},
        Setting{"nocolor", "defaults.nocolor", "ANSIBLE_NOCOLOR NO_COLOR", boolean, "false", "no colours"},
        Setting{"profile_tasks_sort_order", "callback_profile_tasks.sort_order", "PROFILE_TASKS_SORT_ORDER", text,
                "descending", "profile_tasks: the longest first or last, or as they ran",
                "descending ascending none"},
        Setting{"profile_tasks_task_output_limit", "callback_profile_tasks.task_output_limit",
                "PROFILE_TASKS_TASK_OUTPUT_LIMIT", text, "20", "profile_tasks: how many tasks, or all"},
        Setting{"show_custom_stats", "defaults.show_custom_stats", "ANSIBLE_SHOW_CUSTOM_STATS", boolean, "false",
                "show what set_stats set, after the recap"},
        Setting{"show_per_host_start", "defaults.show_per_host_start", "ANSIBLE_SHOW_PER_HOST_START", boolean,
                "false", "say when a task starts on a host"},
        Setting{"stdout_callback", "defaults.stdout_callback", "ANSIBLE_STDOUT_CALLBACK", text, "default",
                "the form of the output",
                "default json minimal oneline yaml ansible.builtin.default ansible.builtin.minimal "
                "ansible.builtin.oneline ansible.posix.json community.general.yaml"},
    };
    return table;
}

}  // namespace interpreter
