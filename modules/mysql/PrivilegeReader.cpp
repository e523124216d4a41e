#include "modules/mysql/PrivilegeReader.hpp"

#include "modules/module/ModuleResult.hpp"
#include "modules/mysql/Sql.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace modules::mysql {

namespace {

char upper(char character) {
    return static_cast<char>(std::toupper(static_cast<unsigned char>(character)));
}

bool is_blank(char character) {
    return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}

/// Some privileges have several names; the oldest is the one that every server takes.
/// https://mariadb.com/kb/en/grant/#privilege-levels
std::string oldest_name(const std::string& words) {
    constexpr std::array names{std::pair{"ALL PRIVILEGES", "ALL"},
                               std::pair{"BINLOG MONITOR", "REPLICATION CLIENT"},
                               std::pair{"DELETE VERSIONING ROWS", "DELETE HISTORY"},
                               std::pair{"GRANT OPTION", "GRANT"},
                               std::pair{"REPLICA MONITOR", "SLAVE MONITOR"},
                               std::pair{"REPLICATION REPLICA", "REPLICATION SLAVE"},
                               std::pair{"REPLICATION REPLICA ADMIN", "REPLICATION SLAVE ADMIN"}};
    for (const auto& [newer, oldest] : names)
        if (words == newer) return oldest;
    return words;
}

}  // namespace

void PrivilegeReader::skip_blanks() {
    while (!rest_.empty() && is_blank(rest_.front()))
        rest_.remove_prefix(1);
}

bool PrivilegeReader::at_end() {
    skip_blanks();
    return rest_.empty();
}

bool PrivilegeReader::at_quote() {
    return !at_end() && (rest_.front() == '`' || rest_.front() == '"' || rest_.front() == '\'');
}

bool PrivilegeReader::mark(char character) {
    skip_blanks();
    if (rest_.empty() || rest_.front() != character) return false;
    rest_.remove_prefix(1);
    return true;
}

bool PrivilegeReader::next_is(std::string_view wanted) {
    skip_blanks();
    if (rest_.size() < wanted.size()) return false;
    if (!std::equal(wanted.begin(), wanted.end(), rest_.begin(),
                    [](char left, char right) { return upper(left) == upper(right); }))
        return false;
    return rest_.size() == wanted.size() || is_blank(rest_[wanted.size()]);
}

bool PrivilegeReader::word(std::string_view wanted) {
    if (!next_is(wanted)) return false;
    rest_.remove_prefix(wanted.size());
    return true;
}

std::string PrivilegeReader::name() {
    std::string out;
    if (!at_quote()) {
        const std::size_t length = std::min(rest_.find_first_of(".,() \t\n:"), rest_.size());
        out = rest_.substr(0, length);
        rest_.remove_prefix(length);
        if (out.empty()) throw Failure(fmt::format("expected a name before \"{}\"", rest_));
        return out;
    }
    const std::string_view from = rest_;
    const char quote = rest_.front();
    rest_.remove_prefix(1);
    while (!rest_.empty()) {
        const char character = rest_.front();
        rest_.remove_prefix(1);
        if (character == quote) {
            // Written twice it is part of the name.
            if (rest_.empty() || rest_.front() != quote) return out;
            rest_.remove_prefix(1);
        }
        out += character;
    }
    throw Failure(fmt::format("a quote is never closed: {}", from));
}

std::string PrivilegeReader::target_part() {
    return mark('*') ? "*" : quoted_name(name());
}

std::string PrivilegeReader::target() {
    std::string kind;
    for (const char* const known : {"FUNCTION", "PROCEDURE", "PACKAGE BODY", "PACKAGE"}) {
        if (!word(known)) continue;
        kind = std::string(known) + ' ';
        break;
    }
    if (kind.empty()) word("TABLE");
    const std::string_view from = rest_;
    std::string database = target_part();
    if (!mark('.')) throw Failure(fmt::format("expected database.table before \"{}\"", from));
    return kind + database + '.' + target_part();
}

std::string PrivilegeReader::privilege_words() {
    std::string words;
    while (!at_end() && !next_is("ON") && std::isalpha(static_cast<unsigned char>(rest_.front())) != 0) {
        if (!words.empty()) words += ' ';
        while (!rest_.empty() &&
               (std::isalpha(static_cast<unsigned char>(rest_.front())) != 0 || rest_.front() == '_')) {
            words += upper(rest_.front());
            rest_.remove_prefix(1);
        }
    }
    if (words.empty()) throw Failure(fmt::format("expected a privilege before \"{}\"", rest_));
    return oldest_name(words);
}

void PrivilegeReader::add_columns(const std::string& words, std::set<std::string>& into) {
    do {
        std::string column = name();
        // The server does not heed the case of a column's name.
        std::transform(column.begin(), column.end(), column.begin(),
                       [](unsigned char character) { return static_cast<char>(std::tolower(character)); });
        into.insert(fmt::format("{} ({})", words, quoted_name(column)));
    } while (mark(','));
    if (!mark(')')) throw Failure(fmt::format("expected \")\" before \"{}\"", rest_));
}

std::set<std::string> PrivilegeReader::privileges() {
    std::set<std::string> found;
    do {
        const std::string words = privilege_words();
        if (mark('(')) {
            add_columns(words, found);
        } else if (words != "USAGE") {
            found.insert(words);
        }
    } while (mark(','));
    return found;
}

}  // namespace modules::mysql
