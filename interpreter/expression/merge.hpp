#pragma once

#include "interpreter/expression/Call.hpp"

namespace interpreter {

/// What becomes of two lists under the same key ("rp": what is there already is taken out of the other
/// first).
enum class MergedLists { replace, keep, append, prepend, append_rp, prepend_rp };

struct Merging {
    /// Mappings inside are merged too, not replaced.
    bool recursive = false;
    MergedLists lists = MergedLists::replace;
};

/// `stronger` over `weaker` (Ansible's filter 'combine').
Map merged(const Map& weaker, const Map& stronger, Merging merging);

MergedLists merged_lists_named(const std::string& name, const Call& call);

}  // namespace interpreter
