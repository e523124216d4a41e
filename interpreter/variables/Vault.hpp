#pragma once

#include "interpreter/source/Diagnostic.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

/// Whose password, and where it is from: FILE, LABEL@FILE or LABEL@prompt, as `--vault-id` takes them.
struct VaultIdentity {
    std::string label;
    std::string path;
    [[nodiscard]] bool is_asked_for() const { return path == "prompt" || path == "prompt_ask_vault_pass"; }
};

/// `usual_label` is that of an identity that names none.
VaultIdentity vault_identity(const std::string& text, const std::string& usual_label);

/// Opens what `ansible-vault` encrypted (format 1.1 and 1.2, AES256: PBKDF2-HMAC-SHA256, AES-CTR,
/// HMAC-SHA256), with one or several passwords.
class Vault {
  public:
    /// Which passwords are tried on a text that names a label: that label's first, or no others.
    enum class LabelRule { named_first, only_named };

    void set_label_rule(LabelRule rule) { label_rule_ = rule; }
    /// From a file that holds it, or an executable that prints it (one whose name ends in `-client` is called
    /// with
    /// `--vault-id LABEL`). White space around it is no part of it. Throws DiagnosticError.
    void add_password_file(const std::string& path, std::string label = {});
    void add_password(std::string label, std::string password);

    [[nodiscard]] bool has_passwords() const { return !passwords_.empty(); }
    static bool is_encrypted(std::string_view text);
    /// Passwords of the label that the text names are tried first, then the others. Throws DiagnosticError:
    /// no password, none fits, damaged text.
    [[nodiscard]] std::string decrypt(std::string_view text, Position position) const;

    /// What a vault held, and how it was closed.
    struct Opened {
        std::string text;
        /// That the vault named; empty for one that names none.
        std::string label;
        /// Which of our passwords opened it.
        std::size_t password = 0;
    };
    /// As decrypt(), for who means to close it again.
    [[nodiscard]] Opened open(std::string_view text, Position position) const;
    /// With the label and the password that it was opened with.
    [[nodiscard]] std::string close(const Opened& opened) const;
    /// Of all passwords, in order.
    [[nodiscard]] std::vector<std::string> labels() const;
    /// With the password of that label, or the first; a label is written into the text (format 1.2).
    /// Throws DiagnosticError when there is no such password.
    [[nodiscard]] std::string encrypt(std::string_view text, std::string_view label = {}) const;

  private:
    struct Password {
        std::string label;
        std::string characters;
    };
    [[nodiscard]] std::vector<const Password*> in_order_of_trial(std::string_view label) const;

    LabelRule label_rule_ = LabelRule::named_first;
    std::vector<Password> passwords_;
};

}  // namespace interpreter
