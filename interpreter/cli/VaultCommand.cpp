#include "interpreter/cli/VaultCommand.hpp"

#include "interpreter/cli/Groundwork.hpp"
#include "interpreter/cli/OptionGroups.hpp"
#include "interpreter/cli/Passwords.hpp"
#include "interpreter/cli/VaultFiles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <sstream>

namespace interpreter {

namespace {

namespace options = boost::program_options;

const std::vector<std::string> vault_actions{"encrypt", "decrypt", "view", "edit", "create", "rekey", "encrypt_string"};

OptionTable vault_table() {
    OptionTable all("Options");
    all.add_options()("help,h", "show this and end");
    add_vault_options(all);
    all.add_options()("encrypt-vault-id", options::value<std::string>(),
                      "the label whose password encrypts, where there are several")(
        "output", options::value<std::string>(), "write there instead; - for the output")(
        "new-vault-id", options::value<std::string>(), "rekey: the new password, as --vault-id")(
        "new-vault-password-file", options::value<std::string>(), "rekey: the new password's file")(
        "name,n", options::value<Texts>(), "encrypt_string: the variable's name; one for each string")(
        "stdin-name", options::value<std::string>(), "encrypt_string: take the string from the input, and its name")(
        "prompt,p", "encrypt_string: ask for the string")("show-input", "encrypt_string: show what is typed")(
        "verbose,v", "more to read");
    return all;
}

std::string vault_help() {
    std::ostringstream text;
    text << "understudy vault ACTION [options] [FILE…]\n\n"
            "  encrypt          encrypt files where they are (without one: our input)\n"
            "  decrypt          decrypt them where they are\n"
            "  view             show what is in them\n"
            "  edit             change them in $EDITOR\n"
            "  create           write a new one in $EDITOR\n"
            "  rekey            encrypt them with another password\n"
            "  encrypt_string   print strings as encrypted values for a YAML file\n\n"
         << vault_table() << "\nWhat is written ansible-vault reads, and the other way round.\n"
         << "Exit codes: 0 done; 1 something could not be done; 2 wrong usage.\n";
    return text.str();
}

class VaultWork {
  public:
    VaultWork(Groundwork& ground, const ParsedOptions& parsed)
        : ground_(ground), parsed_(parsed), vaults_(ground.files, std::cin, ground.out),
          action_(parsed.positional().front()),
          files_(parsed.positional().begin() + 1, parsed.positional().end()) {}

    int run() {
        check_usage();
        open();
        if (action_ == "encrypt_string") {
            encrypt_strings();
        } else {
            for (const std::string& file : files_.empty() ? std::vector<std::string>{"-"} : files_) work_on(file);
        }
        return 0;
    }

  private:
    void check_usage() const {
        const bool may_be_input = action_ == "encrypt" || action_ == "decrypt" || action_ == "encrypt_string";
        if (files_.empty() && !may_be_input) throw UsageError("vault " + action_ + " needs a file");
        if (action_ == "create" && files_.size() != 1) throw UsageError("vault create takes one file");
        if (parsed_.has("output") && files_.size() > 1 && action_ != "encrypt_string")
            throw UsageError("--output takes one file only");
    }

    [[nodiscard]] bool encrypts() const {
        return action_ == "encrypt" || action_ == "create" || action_ == "encrypt_string";
    }

    void open() {
        CommonOptions common = common_options(parsed_, ground_.configuration);
        // Who encrypts with a new password types it twice.
        if (common.vault_identities.empty() && !common.ask_vault_password) common.ask_vault_password = true;
        if (encrypts() && common.ask_vault_password) {
            common.ask_vault_password = false;
            ground_.vault.add_password(usual_label(),
                                       ask_password("New Vault password", Confirmation::asked_twice).as_text());
        }
        ground_.open(common);
        if (encrypts()) label_ = encrypting_label(ground_.vault);
        if (action_ == "rekey") open_new_vault();
    }

    [[nodiscard]] std::string usual_label() const { return ground_.configuration.text("vault_identity"); }

    [[nodiscard]] std::string encrypting_label(const Vault& vault) const {
        std::vector<std::string> labels = vault.labels();
        std::sort(labels.begin(), labels.end());
        labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
        std::string wanted = parsed_.text("encrypt-vault-id");
        if (wanted.empty()) wanted = ground_.configuration.text("vault_encrypt_identity");
        if (wanted.empty() && labels.size() > 1)
            throw UsageError(fmt::format("there are passwords with the labels {}: --encrypt-vault-id says which encrypts",
                                         fmt::join(labels, ", ")));
        if (!wanted.empty() && std::find(labels.begin(), labels.end(), wanted) == labels.end())
            throw UsageError(fmt::format("there is no password with the label {} (there are: {})", wanted,
                                         fmt::join(labels, ", ")));
        return wanted.empty() ? labels.front() : wanted;
    }

    void open_new_vault() {
        const bool by_file = parsed_.has("new-vault-password-file");
        const VaultIdentity identity =
            by_file ? VaultIdentity{usual_label(), parsed_.text("new-vault-password-file")}
                    : vault_identity(parsed_.has("new-vault-id") ? parsed_.text("new-vault-id") : "prompt", usual_label());
        new_label_ = identity.label;
        if (identity.is_asked_for())
            new_vault_.add_password(identity.label,
                                    ask_password("New Vault password", Confirmation::asked_twice).as_text());
        else
            new_vault_.add_password_file(identity.path, identity.label);
    }

    void work_on(const std::string& file) {
        const std::string target = parsed_.has("output") ? parsed_.text("output") : file;
        if (action_ == "encrypt") vaults_.encrypt(file, target, ground_.vault, label_);
        if (action_ == "decrypt") vaults_.decrypt(file, target, ground_.vault);
        if (action_ == "view") ground_.out << vaults_.view(file, ground_.vault) << std::flush;
        if (action_ == "edit") vaults_.edit(file, ground_.vault);
        if (action_ == "create") vaults_.create(file, ground_.vault, label_);
        if (action_ == "rekey") vaults_.rekey(file, ground_.vault, new_vault_, new_label_);
    }

    struct Named {
        std::string name;
        std::string text;
    };

    [[nodiscard]] std::vector<Named> strings() const {
        std::vector<Named> all;
        std::vector<std::string> words = files_;
        const bool dash = std::erase(words, "-") > 0;
        if (parsed_.has("prompt")) {
            const std::string name = ask_text("Variable name (enter for no name)");
            all.push_back({name, parsed_.has("show-input") ? ask_text("String to encrypt")
                                                           : ask_password("String to encrypt (hidden)").as_text()});
        }
        if (dash || parsed_.has("stdin-name") || (words.empty() && !parsed_.has("prompt")))
            all.push_back({parsed_.text("stdin-name"),
                           {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()}});
        const std::vector<std::string> names = parsed_.texts("name");
        if (names.size() > words.size()) throw UsageError("there are more names than strings");
        for (std::size_t index = 0; index < words.size(); ++index)
            all.push_back({index < names.size() ? names[index] : "", words[index]});
        for (const Named& one : all)
            if (one.text.empty()) throw UsageError("an empty string is not encrypted");
        return all;
    }

    void encrypt_strings() {
        std::string text;
        for (const Named& one : strings()) {
            text += (one.name.empty() ? "" : one.name + ": ") + "!vault |\n";
            std::istringstream lines(ground_.vault.encrypt(one.text, label_));
            for (std::string line; std::getline(lines, line);) text += std::string(10, ' ') + line + "\n";
        }
        vaults_.write(parsed_.has("output") ? parsed_.text("output") : "-", text);
    }

    Groundwork& ground_;
    const ParsedOptions& parsed_;
    VaultFiles vaults_;
    std::string action_;
    std::vector<std::string> files_;
    std::string label_;
    Vault new_vault_;
    std::string new_label_;
};

}  // namespace

int run_vault_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& error) {
    return run_command("vault", out, error, [&](Groundwork& ground) {
        const ParsedOptions parsed(arguments, vault_table());
        if (parsed.has("help")) {
            out << vault_help();
            return 0;
        }
        if (parsed.positional().empty()) throw UsageError("no action was named");
        const std::string& action = parsed.positional().front();
        if (std::find(vault_actions.begin(), vault_actions.end(), action) == vault_actions.end())
            throw UsageError(unknown_word("action", action, vault_actions));
        return VaultWork(ground, parsed).run();
    });
}

}  // namespace interpreter
