#include "interpreter/variables/Vault.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace interpreter;

namespace {

const std::string folder = "tests/interpreter/variables/vault/";

std::string contents(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

void write(const std::string& path, const std::string& text, std::filesystem::perms permissions) {
    std::ofstream(path, std::ios::binary) << text;
    std::filesystem::permissions(path, permissions);
}

class ScratchFolder {
  public:
    ScratchFolder() { path_ = mkdtemp(path_.data()); }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder() { std::filesystem::remove_all(path_); }
    [[nodiscard]] std::string file(const std::string& name) const { return path_ + '/' + name; }

  private:
    std::string path_ = "/tmp/understudy-vault-XXXXXX";
};

template <class Action>
std::string refusal(const Action& action) {
    try {
        action();
    } catch (const DiagnosticError& error) {
        return render(error.diagnostic(), SourceFiles(), Colour::never);
    }
    return "nothing was refused";
}

Vault with(const std::string& label, const std::string& password) {
    Vault vault;
    vault.add_password(label, password);
    return vault;
}

constexpr auto only_owner = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
constexpr auto executable = std::filesystem::perms::owner_all;

}  // namespace

TEST_CASE("what ansible-vault wrote is opened") {
    Vault vault;
    vault.add_password_file(folder + "password");
    CHECK(vault.decrypt(contents(folder + "whole.yml"), {}) == "user: admin\npassword: s3cr3t-word\n");
    CHECK(vault.decrypt(contents(folder + "labelled.yml"), {}) == "user: admin\npassword: s3cr3t-word\n");
    CHECK(vault.decrypt(contents(folder + "sixteen-bytes.vault"), {}) == "müssen 16 bytes!");
}

TEST_CASE("what is encrypted can be opened again, with a new salt each time") {
    const Vault vault = with("", "hunter2");
    for (const std::string& text :
         {std::string(), std::string("x"), std::string(16, 'x'), std::string(1000, '\xff')})
        CHECK(vault.decrypt(vault.encrypt(text), {}) == text);
    CHECK(vault.encrypt("x") != vault.encrypt("x"));
    CHECK(vault.encrypt("x").starts_with("$ANSIBLE_VAULT;1.1;AES256\n"));
    CHECK(with("prod", "p").encrypt("x", "prod").starts_with("$ANSIBLE_VAULT;1.2;AES256;prod\n"));
}

TEST_CASE("ansible-vault opens what is encrypted here") {
    if (std::system("command -v ansible-vault >/dev/null 2>&1") != 0) {
        WARN("ansible-vault is not installed: only its kept texts are tested");
        return;
    }
    const ScratchFolder scratch;
    write(scratch.file("password"), "hunter2\n", only_owner);
    for (const std::string label : {"", "prod"}) {
        const std::string text = "größe: 1\n";
        write(scratch.file("text"), with(label, "hunter2").encrypt(text, label), only_owner);
        const std::string command = "ansible-vault decrypt --vault-id " +
                                    (label.empty() ? "default" : label) + '@' + scratch.file("password") +
                                    " --output " + scratch.file("plain") + ' ' + scratch.file("text") +
                                    " >/dev/null 2>&1";
        REQUIRE(std::system(command.c_str()) == 0);
        CHECK(contents(scratch.file("plain")) == text);
    }
}

TEST_CASE("the password of the text's label is tried first, then the others") {
    Vault vault;
    vault.add_password("dev", "wrong");
    vault.add_password_file(folder + "password", "prod");
    CHECK(vault.decrypt(contents(folder + "labelled.yml"), {}).starts_with("user:"));
    CHECK(vault.decrypt(contents(folder + "whole.yml"), {}).starts_with("user:"));
}

TEST_CASE("a password may come from a program") {
    const ScratchFolder scratch;
    write(scratch.file("say"), "#!/bin/sh\necho hunter2\n", executable);
    Vault vault;
    vault.add_password_file(scratch.file("say"));
    CHECK(vault.decrypt(contents(folder + "whole.yml"), {}).starts_with("user:"));

    write(scratch.file("say-client"), "#!/bin/sh\n[ \"$*\" = '--vault-id prod' ] && echo hunter2\n",
          executable);
    Vault asked;
    asked.add_password_file(scratch.file("say-client"), "prod");
    CHECK(asked.decrypt(contents(folder + "labelled.yml"), {}).starts_with("user:"));
}

TEST_CASE("a vault is known by its first characters") {
    CHECK(Vault::is_encrypted("$ANSIBLE_VAULT;1.1;AES256\n12"));
    CHECK(Vault::is_encrypted("  $ANSIBLE_VAULT;1.1;AES256\n  12"));
    CHECK_FALSE(Vault::is_encrypted("password: x"));
    CHECK_FALSE(Vault::is_encrypted(""));
}

TEST_CASE("a vault that cannot be opened says why") {
    const std::string whole = contents(folder + "whole.yml");
    const std::string labelled = contents(folder + "labelled.yml");
    CHECK(refusal([&] { (void)Vault().decrypt(whole, {}); }) ==
          "error: this is encrypted and no vault password was given\n"
          "  = hint: name the password's file with --vault-password-file\n");
    CHECK(refusal([&] { (void)with("dev", "wrong").decrypt(labelled, {}); }) ==
          "error: no vault password opens this (label 'prod')\n"
          "  = hint: tried 'dev'; is it another password, or was the text changed?\n");
    const Vault right = with("", "hunter2");
    CHECK(refusal([&] { (void)right.decrypt("hello", {}); }) ==
          "error: this is not what ansible-vault writes: '$ANSIBLE_VAULT;…' was expected\n"
          "  = hint: encrypt the value, or remove the tag '!vault'\n");
    CHECK(refusal([&] { (void)right.decrypt(whole.substr(0, whole.size() - 2), {}); }) ==
          "error: this vault is damaged: hexadecimal digits are missing or wrong\n"
          "  = hint: copy it again from where it was made, all lines of it\n");
    CHECK(refusal([&] { (void)right.decrypt("$ANSIBLE_VAULT;1.1;AES256", {}); }) ==
          "error: this vault is damaged: hexadecimal digits are missing or wrong\n"
          "  = hint: copy it again from where it was made, all lines of it\n");
    CHECK(refusal([&] { (void)right.decrypt("$ANSIBLE_VAULT;1.1\n12\n", {}); }) ==
          "error: this vault is damaged: its first line is not '$ANSIBLE_VAULT;1.1;AES256'\n"
          "  = hint: copy it again from where it was made, all lines of it\n");
    CHECK(refusal([&] { (void)right.decrypt("$ANSIBLE_VAULT;1.0;AES\n12\n", {}); }) ==
          "error: vault format 1.0 is not supported\n"
          "  = hint: 1.1 and 1.2 are; encrypt it again\n");
    CHECK(refusal([&] { (void)right.decrypt("$ANSIBLE_VAULT;1.1;AES\n12\n", {}); }) ==
          "error: vault cipher AES is not supported\n"
          "  = hint: AES256 is; encrypt it again\n");
    CHECK(refusal([&] { (void)right.encrypt("x", "prod"); }) ==
          "error: there is no vault password with the label 'prod'\n"
          "  = hint: name the password's file with --vault-id LABEL@FILE or --vault-password-file\n");
}

TEST_CASE("one changed digit is noticed") {
    std::string whole = contents(folder + "whole.yml");
    char& digit = whole[whole.size() - 3];
    digit = digit == '1' ? '2' : '1';
    CHECK_THROWS_AS(with("", "hunter2").decrypt(whole, {}), DiagnosticError);
}

TEST_CASE("a password file that gives no password says why") {
    const ScratchFolder scratch;
    write(scratch.file("empty"), "\n", only_owner);
    write(scratch.file("fails"), "#!/bin/sh\necho no key >&2\nexit 3\n", executable);
    write(scratch.file("text"), "hunter2\n", executable);
    CHECK(refusal([&] { Vault().add_password_file(scratch.file("empty")); }) ==
          "error: the vault password file '" + scratch.file("empty") +
              "' is empty\n"
              "  = hint: write the password into it\n");
    CHECK(refusal([&] { Vault().add_password_file(scratch.file("fails")); }) ==
          "error: the vault password program '" + scratch.file("fails") +
              "' failed with status 3: no key\n"
              "  = hint: run it by hand: it must print the password and exit with 0\n");
    CHECK(refusal([&] { Vault().add_password_file(scratch.file("text")); }) ==
          "error: cannot run the vault password file '" + scratch.file("text") +
              "': Exec format error\n"
              "  = hint: an executable file must be a program that prints the password; if it holds the "
              "password itself: "
              "chmod 600 " +
              scratch.file("text") + "\n");
    CHECK(refusal([&] { Vault().add_password_file("/nowhere"); }) ==
          "error: cannot read '/nowhere': No such file or directory\n");
}

TEST_CASE("a vault that was opened is closed with its own label and password") {
    Vault vault;
    vault.add_password("first", "one");
    vault.add_password("second", "two");
    const std::string before = with("elsewhere", "two").encrypt("text", "elsewhere");
    Vault::Opened opened = vault.open(before, {});
    CHECK(opened.text == "text");
    CHECK(opened.label == "elsewhere");
    opened.text = "changed";
    const std::string after = vault.close(opened);
    CHECK(after.starts_with("$ANSIBLE_VAULT;1.2;AES256;elsewhere\n"));
    CHECK(with("any", "two").decrypt(after, {}) == "changed");
    CHECK(vault.labels() == std::vector<std::string>{"first", "second"});
}

TEST_CASE("only the password that a vault names is tried where that is the rule") {
    const std::string text = with("a", "one").encrypt("text", "a");
    Vault vault = with("b", "one");
    CHECK(vault.decrypt(text, {}) == "text");
    vault.set_label_rule(Vault::LabelRule::only_named);
    CHECK(refusal([&] { return vault.decrypt(text, {}); }).starts_with("error: no vault password opens this (label 'a')"));
}

TEST_CASE("an identity is a file, perhaps with a label before it, or to be asked for") {
    CHECK(vault_identity("keys/file", "usual").label == "usual");
    CHECK(vault_identity("keys/file", "usual").path == "keys/file");
    CHECK(vault_identity("dev@keys@home", "usual").label == "dev");
    CHECK(vault_identity("dev@keys@home", "usual").path == "keys@home");
    CHECK(vault_identity("@keys", "usual").label == "usual");
    CHECK(vault_identity("dev@prompt", "usual").is_asked_for());
    CHECK_FALSE(vault_identity("dev@keys", "usual").is_asked_for());
}
