#pragma once

#include "modules/value/Value.hpp"

#include <optional>
#include <string>
#include <vector>

namespace modules::mysql {

/// Can a statement only look? By its first word; and it must not write a file (INTO OUTFILE). What else a
/// look could do the server refuses, because it runs as the one statement of a READ ONLY transaction.
bool looks_only(const std::string& query);

/// Does it change rows (INSERT, UPDATE, DELETE, REPLACE), of which the server tells how many it changed?
bool changes_rows(const std::string& query);

/// Does it change the server's objects, whatever number of rows it tells: CREATE, DROP, ALTER, RENAME,
/// TRUNCATE, GRANT, …?
bool changes_objects(const std::string& query);

/// The query with %s, or %(name)s, filled in, and %% as %. Throws Failure where an argument is missing or one
/// too many.
std::string filled_in(const std::string& query, const std::optional<std::vector<Value>>& positional,
                      const std::optional<Map>& named);

}  // namespace modules::mysql
