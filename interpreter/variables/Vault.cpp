#include "interpreter/variables/Vault.hpp"

#include "interpreter/source/ProgramOutput.hpp"
#include "interpreter/variables/VaultCipher.hpp"
#include "modules/value/Text.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

namespace interpreter {

namespace {

constexpr std::string_view mark = "$ANSIBLE_VAULT";
constexpr std::string_view blanks = " \t\r\n";
constexpr std::size_t line_width = 80;

/// White space between the digits does not matter; nothing when they are no hexadecimal bytes.
std::optional<std::string> from_hexadecimal(std::string_view digits) {
    std::string bytes;
    int high = -1;
    for (const char digit : digits) {
        if (blanks.find(digit) != std::string_view::npos) continue;
        constexpr std::string_view alphabet = "0123456789abcdef0123456789ABCDEF";
        const std::size_t place = alphabet.find(digit);
        if (place == std::string_view::npos) return std::nullopt;
        const int value = static_cast<int>(place % 16);
        if (high >= 0) bytes += static_cast<char>(high * 16 + value);
        high = high >= 0 ? -1 : value;
    }
    return high < 0 ? std::optional<std::string>(bytes) : std::nullopt;
}

std::string to_hexadecimal(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        text += digits[value >> 4U];
        text += digits[value & 15U];
    }
    return text;
}

struct Envelope {
    std::string version;
    std::string cipher;
    std::string label;
    VaultBody body;
};

DiagnosticError damaged(const std::string& what, Position position) {
    return {"this vault is damaged: " + what, position,
            "copy it again from where it was made, all lines of it"};
}

std::optional<VaultBody> body_of(std::string_view digits) {
    const std::optional<std::string> inner = from_hexadecimal(digits);
    if (!inner) return std::nullopt;
    const std::size_t first = inner->find('\n');
    const std::size_t second = first == std::string::npos ? first : inner->find('\n', first + 1);
    if (second == std::string::npos) return std::nullopt;
    const std::optional<std::string> salt = from_hexadecimal(inner->substr(0, first));
    const std::optional<std::string> hmac = from_hexadecimal(inner->substr(first + 1, second - first - 1));
    const std::optional<std::string> cipher = from_hexadecimal(inner->substr(second + 1));
    if (!salt || !hmac || !cipher || salt->empty() || cipher->empty()) return std::nullopt;
    return VaultBody{*salt, *hmac, *cipher};
}

Envelope read_envelope(std::string_view text, Position position) {
    if (!Vault::is_encrypted(text))
        throw DiagnosticError("this is not what ansible-vault writes: '$ANSIBLE_VAULT;…' was expected",
                              position, "encrypt the value, or remove the tag '!vault'");
    text = modules::trimmed(text);
    std::string_view header = modules::trimmed(text.substr(0, text.find('\n')));
    std::vector<std::string> parts;
    while (true) {
        const std::size_t end = header.find(';');
        parts.emplace_back(modules::trimmed(header.substr(0, end)));
        if (end == std::string_view::npos) break;
        header.remove_prefix(end + 1);
    }
    if (parts.size() < 3) throw damaged("its first line is not '$ANSIBLE_VAULT;1.1;AES256'", position);
    Envelope envelope{parts[1], parts[2], parts.size() > 3 ? parts[3] : std::string(), {}};
    if (envelope.version != "1.1" && envelope.version != "1.2")
        throw DiagnosticError("vault format " + envelope.version + " is not supported", position,
                              "1.1 and 1.2 are; encrypt it again");
    if (envelope.cipher != "AES256")
        throw DiagnosticError("vault cipher " + envelope.cipher + " is not supported", position,
                              "AES256 is; encrypt it again");
    const std::size_t end = text.find('\n');
    std::optional<VaultBody> body = end == std::string_view::npos ? std::nullopt : body_of(text.substr(end));
    if (!body) throw damaged("hexadecimal digits are missing or wrong", position);
    envelope.body = *std::move(body);
    return envelope;
}

/// As ansible-vault writes it; format 1.2 where there is a label to write.
std::string closed(std::string_view text, std::string_view password, std::string_view label) {
    const VaultBody body = close_vault(text, password);
    const std::string digits = to_hexadecimal(to_hexadecimal(body.salt) + '\n' + to_hexadecimal(body.hmac) +
                                              '\n' + to_hexadecimal(body.cipher));
    std::string result(mark);
    result +=
        label.empty() || label == "default" ? ";1.1;AES256\n" : ";1.2;AES256;" + std::string(label) + '\n';
    for (std::size_t start = 0; start < digits.size(); start += line_width)
        result += digits.substr(start, line_width) + '\n';
    return result;
}

bool is_executable(const std::string& path) {
    return access(path.c_str(), X_OK) == 0;
}

std::string printed_password(const std::string& path, const std::string& label) {
    const std::filesystem::path program = std::filesystem::absolute(path);
    std::vector<std::string> words{program.string()};
    const bool takes_label = program.stem().string().ends_with("-client");
    if (takes_label) words.insert(words.end(), {"--vault-id", label.empty() ? "default" : label});
    ProgramOutput said;
    try {
        said = run_program(words);
    } catch (const std::system_error& failure) {
        throw DiagnosticError(
            "cannot run the vault password file '" + path + "': " + failure.code().message(), {},
            "an executable file must be a program that prints the password; if it holds the "
            "password itself: chmod 600 " +
                path);
    }
    if (said.status != 0)
        throw DiagnosticError("the vault password program '" + path + "' failed with status " +
                                  std::to_string(said.status) + ": " +
                                  std::string(modules::trimmed(said.errors)),
                              {}, "run it by hand: it must print the password and exit with 0");
    return said.output;
}

}  // namespace

VaultIdentity vault_identity(const std::string& text, const std::string& usual_label) {
    const std::size_t at = text.find('@');
    VaultIdentity identity{usual_label, at == std::string::npos ? text : text.substr(at + 1)};
    if (at != std::string::npos && at > 0) identity.label = text.substr(0, at);
    const char* home = std::getenv("HOME");
    // A shell does not expand what stands behind the `@`.
    if (identity.path.starts_with("~/") && home != nullptr) identity.path = home + identity.path.substr(1);
    return identity;
}

void Vault::add_password_file(const std::string& path, std::string label) {
    std::error_code ignored;
    const bool is_program = std::filesystem::is_regular_file(path, ignored) && is_executable(path);
    std::string text;
    if (is_program) {
        text = printed_password(path, label);
    } else {
        SourceFiles files;
        text = files.text(files.read(path));
    }
    const std::string_view password = modules::trimmed(text);
    if (password.empty())
        throw DiagnosticError("the vault password file '" + path + "' is empty", {},
                              is_program ? "the program must print the password"
                                         : "write the password into it");
    add_password(std::move(label), std::string(password));
}

void Vault::add_password(std::string label, std::string password) {
    passwords_.push_back({label.empty() ? "default" : std::move(label), std::move(password)});
}

bool Vault::is_encrypted(std::string_view text) {
    const std::size_t first = text.find_first_not_of(blanks);
    return first != std::string_view::npos && text.substr(first).starts_with(mark);
}

std::vector<const Vault::Password*> Vault::in_order_of_trial(std::string_view label) const {
    std::vector<const Password*> passwords;
    for (const Password& password : passwords_)
        passwords.push_back(&password);
    std::stable_partition(passwords.begin(), passwords.end(), [&](const Password* password) {
        return !label.empty() && password->label == label;
    });
    if (label_rule_ == LabelRule::only_named && !label.empty())
        std::erase_if(passwords, [&](const Password* password) { return password->label != label; });
    return passwords;
}

std::vector<std::string> Vault::labels() const {
    std::vector<std::string> labels;
    for (const Password& password : passwords_)
        labels.push_back(password.label);
    return labels;
}

std::string Vault::decrypt(std::string_view text, Position position) const {
    return open(text, position).text;
}

std::string Vault::close(const Opened& opened) const {
    return closed(opened.text, passwords_.at(opened.password).characters, opened.label);
}

Vault::Opened Vault::open(std::string_view text, Position position) const {
    const Envelope envelope = read_envelope(text, position);
    const std::string name = envelope.label.empty() ? std::string() : " (label '" + envelope.label + "')";
    if (passwords_.empty())
        throw DiagnosticError("this is encrypted" + name + " and no vault password was given", position,
                              "name the password's file with --vault-password-file");
    for (const Password* password : in_order_of_trial(envelope.label))
        if (std::optional<std::string> plain = open_vault(envelope.body, password->characters))
            return {*std::move(plain), envelope.label, static_cast<std::size_t>(password - passwords_.data())};
    std::string tried;
    for (const Password& password : passwords_)
        tried += (tried.empty() ? "'" : ", '") + password.label + '\'';
    throw DiagnosticError("no vault password opens this" + name, position,
                          "tried " + tried + "; is it another password, or was the text changed?");
}

std::string Vault::encrypt(std::string_view text, std::string_view label) const {
    const std::vector<const Password*> passwords = in_order_of_trial(label);
    const bool has_label = label.empty() || (!passwords.empty() && passwords.front()->label == label);
    if (passwords.empty() || !has_label)
        throw DiagnosticError(
            label.empty() ? "no vault password was given"
                          : "there is no vault password with the label '" + std::string(label) + "'",
            {}, "name the password's file with --vault-id LABEL@FILE or --vault-password-file");
    return closed(text, passwords.front()->characters, label);
}

}  // namespace interpreter
