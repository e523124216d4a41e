#include "interpreter/cli/VaultFiles.hpp"

#include "interpreter/cli/Editor.hpp"
#include "interpreter/source/Diagnostic.hpp"
#include "modules/module/ModuleResult.hpp"
#include "modules/system/AtomicFile.hpp"

#include <csignal>
#include <filesystem>
#include <istream>
#include <iterator>
#include <ostream>

namespace interpreter {

namespace {

// A file with what it held before encryption must not stay beside it because somebody pressed Ctrl-C meanwhile.
class SignalsHeld {
  public:
    SignalsHeld() {
        sigset_t held;
        sigemptyset(&held);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) sigaddset(&held, signal);
        pthread_sigmask(SIG_BLOCK, &held, &before_);
    }
    SignalsHeld(const SignalsHeld&) = delete;
    SignalsHeld& operator=(const SignalsHeld&) = delete;
    ~SignalsHeld() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

  private:
    sigset_t before_{};
};

}  // namespace

VaultFiles::Input VaultFiles::read(const std::string& path) {
    if (path != "-") {
        const std::uint32_t file = files_.read(path);
        return {files_.text(file), {file, 0, 0}};
    }
    std::string text{std::istreambuf_iterator<char>(in_), std::istreambuf_iterator<char>()};
    const std::uint32_t file = files_.add("standard input", text, Quoting::forbidden);
    return {std::move(text), {file, 0, 0}};
}

void VaultFiles::write(const std::string& target, const std::string& text) {
    if (target == "-") {
        out_ << text << std::flush;
        return;
    }
    const SignalsHeld held;
    std::error_code failure;
    // What a link leads to is written, not the link.
    const std::filesystem::path path = std::filesystem::exists(target, failure)
                                           ? std::filesystem::canonical(target)
                                           : std::filesystem::path(target);
    try {
        modules::AtomicFile file(path.string());
        file.append(text);
        if (std::filesystem::exists(path))
            file.finish({});
        else
            file.finish({.mode = 0600U});
    } catch (const modules::Failure& failed) {
        throw DiagnosticError(failed.what(), {});
    }
}

Vault::Opened VaultFiles::opened(const std::string& path, const Vault& vault) {
    const Input input = read(path);
    if (!Vault::is_encrypted(input.text))
        throw DiagnosticError("this is not encrypted", input.position,
                              "an encrypted file begins with $ANSIBLE_VAULT");
    return vault.open(input.text, input.position);
}

void VaultFiles::encrypt(const std::string& path, const std::string& target, const Vault& vault,
                         const std::string& label) {
    const Input input = read(path);
    if (Vault::is_encrypted(input.text))
        throw DiagnosticError("this is encrypted already", input.position, "another password: vault rekey");
    write(target, vault.encrypt(input.text, label));
}

void VaultFiles::decrypt(const std::string& path, const std::string& target, const Vault& vault) {
    write(target, opened(path, vault).text);
}

void VaultFiles::rekey(const std::string& path, const Vault& vault, const Vault& new_vault,
                       const std::string& new_label) {
    write(path, new_vault.encrypt(opened(path, vault).text, new_label));
}

std::string VaultFiles::view(const std::string& path, const Vault& vault) { return opened(path, vault).text; }

void VaultFiles::edit(const std::string& path, const Vault& vault) {
    Vault::Opened content = opened(path, vault);
    const std::string changed = edited(content.text, std::filesystem::path(path).filename().string());
    if (changed == content.text) return;
    content.text = changed;
    write(path, vault.close(content));
}

void VaultFiles::create(const std::string& path, const Vault& vault, const std::string& label) {
    if (std::filesystem::exists(path))
        throw DiagnosticError("'" + path + "' is there already", {}, "to change it: vault edit");
    write(path, vault.encrypt(edited({}, std::filesystem::path(path).filename().string()), label));
}

}  // namespace interpreter
