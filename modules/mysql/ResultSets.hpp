#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules::mysql {

/// One column of a row; nothing for NULL.
struct Column {
    std::string name;
    std::optional<std::string> value;
};
using Row = std::vector<Column>;
using ResultSet = std::vector<Row>;

/// What `mariadb --xml` prints: one result set for each statement that answers with rows, empty ones too. The
/// client leaves control characters as they are; NUL becomes U+FFFD. Throws Failure where the text is
/// anything else.
std::vector<ResultSet> result_sets(std::string_view xml);

/// The value of a column, by name; nothing where it is NULL or not there.
std::optional<std::string> value_in(const Row& row, std::string_view name);

/// What `mariadb --table --column-type-info` tells of its first result: the type of each column in order
/// ("LONGLONG", "VAR_STRING", …).
std::vector<std::string> column_types(std::string_view text);

}  // namespace modules::mysql
