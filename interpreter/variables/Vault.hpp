#pragma once

#include "interpreter/source/Diagnostic.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

/// Opens what `ansible-vault` encrypted (format 1.1 and 1.2, AES256: PBKDF2-HMAC-SHA256, AES-CTR, HMAC-SHA256),
/// with one or several passwords.
class Vault {
  public:
    /// From a file that holds it, or an executable that prints it. Throws DiagnosticError.
    void add_password_file(const std::string& path);
    void add_password(std::string label, std::string password);

    [[nodiscard]] bool has_passwords() const { return !passwords_.empty(); }
    static bool is_encrypted(std::string_view text);
    /// Throws DiagnosticError: no password, none fits, damaged text.
    [[nodiscard]] std::string decrypt(std::string_view text, Position position) const;
    [[nodiscard]] std::string encrypt(std::string_view text, std::string_view label = {}) const;

  private:
    struct Password {
        std::string label;
        std::string characters;
    };
    std::vector<Password> passwords_;
};

}  // namespace interpreter
