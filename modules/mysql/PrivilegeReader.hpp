#pragma once

#include <set>
#include <string>
#include <string_view>

namespace modules::mysql {

/// Reads names, words and lists of privileges off the front of SQL text. Each method throws Failure where the
/// text holds something else, quoting the text from there.
class PrivilegeReader {
  public:
    explicit PrivilegeReader(std::string_view text) : rest_(text) {}

    /// *.*, db.*, `db`.`table`, "PROCEDURE db.name", as Privileges writes targets.
    std::string target();
    /// Privileges up to the end, or up to the word ON.
    std::set<std::string> privileges();
    /// Takes the word if it is next, whatever its case; else takes nothing.
    bool word(std::string_view wanted);
    /// Takes the character if it is next.
    bool mark(char character);
    [[nodiscard]] bool at_end();
    /// Does a quoted name come next?
    [[nodiscard]] bool at_quote();
    [[nodiscard]] std::string_view rest() const { return rest_; }

  private:
    void skip_blanks();
    [[nodiscard]] bool next_is(std::string_view wanted);
    std::string name();
    std::string target_part();
    std::string privilege_words();
    void add_columns(const std::string& words, std::set<std::string>& into);

    std::string_view rest_;
};

}  // namespace modules::mysql
