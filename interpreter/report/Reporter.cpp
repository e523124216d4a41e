#include "interpreter/report/Reporter.hpp"

namespace interpreter {

void HostCounters::add(const HostCounters& more) {
    ok += more.ok;
    changed += more.changed;
    unreachable += more.unreachable;
    failed += more.failed;
    skipped += more.skipped;
    rescued += more.rescued;
    ignored += more.ignored;
    blocked += more.blocked;
}

bool HostCounters::empty() const {
    return ok + changed + unreachable + failed + skipped + rescued + ignored + blocked == 0;
}

}  // namespace interpreter
