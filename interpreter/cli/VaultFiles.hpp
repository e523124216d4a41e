#pragma once

#include "interpreter/source/SourceFiles.hpp"
#include "interpreter/variables/Vault.hpp"

#include <iosfwd>
#include <string>

namespace interpreter {

/// Files that are encrypted, opened and encrypted anew. What is written takes the place of what was there in one step
/// and keeps its mode (a new file is its owner's alone); when anything fails nothing is left behind. `-` as a path
/// means our input, as a target our output.
class VaultFiles {
  public:
    VaultFiles(SourceFiles& files, std::istream& in, std::ostream& out) : files_(files), in_(in), out_(out) {}

    /// Throws DiagnosticError when it is encrypted already.
    void encrypt(const std::string& path, const std::string& target, const Vault& vault, const std::string& label);
    void decrypt(const std::string& path, const std::string& target, const Vault& vault);
    void rekey(const std::string& path, const Vault& vault, const Vault& new_vault, const std::string& new_label);
    [[nodiscard]] std::string view(const std::string& path, const Vault& vault);
    /// Opens it in $EDITOR and encrypts what became of it, with its own label and password; nothing is written when
    /// nothing was changed.
    void edit(const std::string& path, const Vault& vault);
    /// A new file, first written in $EDITOR. Throws DiagnosticError when there is one.
    void create(const std::string& path, const Vault& vault, const std::string& label);

    void write(const std::string& target, const std::string& text);

  private:
    struct Input {
        std::string text;
        Position position;
    };
    [[nodiscard]] Input read(const std::string& path);
    [[nodiscard]] Vault::Opened opened(const std::string& path, const Vault& vault);

    SourceFiles& files_;
    std::istream& in_;
    std::ostream& out_;
};

}  // namespace interpreter
