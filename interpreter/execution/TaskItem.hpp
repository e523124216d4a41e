#pragma once

#include "interpreter/execution/SentAhead.hpp"
#include "interpreter/execution/TaskRunner.hpp"

#include <initializer_list>

// What TaskRunner's own sources share.
namespace interpreter {

/// A task or one item of it, as far as it has come.
struct TaskRunner::Item {
    Outcome outcome;
    /// The whole result, which `no_log` hides from outcome.result.
    Value result;
    Map facts;
    Layer facts_layer = Layer::set_facts;
    HostState* facts_host = nullptr;
    bool no_log = false;
};

inline constexpr const char* censored_text =
    "the output has been hidden due to the fact that 'no_log: true' was specified for this result";

/// What `no_log` leaves of a result.
Value censored(const Value& result);
/// The result with these entries set.
Map changed_entries(const Value& result, std::initializer_list<Map::Entry> entries);
Status status_of(const Value& result);
/// As it is written.
std::optional<Value> loop_control(const Task& task, std::string_view name);

}  // namespace interpreter
