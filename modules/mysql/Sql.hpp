#pragma once

#include "modules/value/Value.hpp"

#include <string>
#include <string_view>

namespace modules::mysql {

// The one place where names and text become SQL. What comes out means the same whatever the server's sql_mode
// is (ANSI_QUOTES, NO_BACKSLASH_ESCAPES). https://mariadb.com/kb/en/identifier-names/,
// https://mariadb.com/kb/en/string-literals/

/// `name`, for a database, a table, a column, a user or a host.
std::string quoted_name(std::string_view name);

/// 'text'. Text with a backslash, which a server may or may not take for an escape, is written in
/// hexadecimal.
std::string quoted_text(std::string_view text);

/// Text as an expression in hexadecimal: for whole statements.
std::string hexadecimal_text(std::string_view text);

/// `user`@`host`.
std::string account(std::string_view user, std::string_view host);

/// A value as a literal: NULL, a number, 1 or 0 for a boolean, text. Throws Failure for a list or a mapping.
std::string literal(const Value& value);

}  // namespace modules::mysql
