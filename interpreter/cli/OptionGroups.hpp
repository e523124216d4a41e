#pragma once

#include "interpreter/cli/CommonOptions.hpp"

#include <boost/program_options.hpp>

#include <stdexcept>
#include <string>
#include <vector>

namespace interpreter {

/// Wrong usage: an unknown option, a missing value. `what()` says it, with a suggestion where there is one.
class UsageError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// What an option gives that may stand several times.
using Texts = std::vector<std::string>;
using OptionTable = boost::program_options::options_description;

// Options that several commands have, by theme; letters are Ansible's.
void add_inventory_options(OptionTable& table);
void add_limit_option(OptionTable& table);
void add_variable_options(OptionTable& table);
void add_vault_options(OptionTable& table);
void add_connection_options(OptionTable& table);
void add_become_options(OptionTable& table);
/// check, diff, forks, verbose.
void add_run_options(OptionTable& table);

/// A command line, taken apart.
class ParsedOptions {
  public:
    /// What stands without a dash is `positional`. Abbreviations are not guessed. Throws UsageError.
    ParsedOptions(const std::vector<std::string>& arguments, const OptionTable& table);

    [[nodiscard]] bool has(const char* name) const { return values_.count(name) > 0; }
    /// Empty when it was not given.
    [[nodiscard]] std::string text(const char* name) const;
    [[nodiscard]] std::vector<std::string> texts(const char* name) const;
    [[nodiscard]] int number(const char* name, int fallback) const;
    [[nodiscard]] const std::vector<std::string>& positional() const { return positional_; }
    /// How often -v was given.
    [[nodiscard]] int verbosity() const { return verbosity_; }

  private:
    boost::program_options::variables_map values_;
    std::vector<std::string> positional_;
    int verbosity_ = 0;
};

/// Of all groups above, those that the table had. Throws UsageError.
CommonOptions common_options(const ParsedOptions& parsed, const Configuration& configuration);

/// "unknown action 'encript'; did you mean 'encrypt'?"
std::string unknown_word(const std::string& what, const std::string& word, const std::vector<std::string>& known);
/// "a,b" and "c" as a, b and c.
std::vector<std::string> split_at_commas(const std::vector<std::string>& words);

}  // namespace interpreter
