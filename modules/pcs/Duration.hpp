#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace modules::pcs {

/// A time as Pacemaker writes it ("20", "20s", "1min", "500ms"; no unit means seconds), in milliseconds.
/// Nothing where the text is no time.
std::optional<std::int64_t> milliseconds_of(std::string_view text);

/// Whether two option values mean the same to Pacemaker: the same text, the same boolean ("yes", "true",
/// "1"), the same time or the same score. Right for meta attributes, operations and cluster properties; an
/// agent's own attributes are compared as text.
bool mean_the_same(std::string_view left, std::string_view right);

}  // namespace modules::pcs
