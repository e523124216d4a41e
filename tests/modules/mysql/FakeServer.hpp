#pragma once

#include "tests/support/FakeHost.hpp"

#include <functional>
#include <string>
#include <vector>

namespace modules {

/// Stands in for the client program `mariadb` on a FakeHost: answers SQL as the real one does with --xml (its
/// output was copied from MariaDB 10.11). What it answers is said by rules on the SQL's text; what was sent
/// is kept.
class FakeServer {
  public:
    explicit FakeServer(FakeHost& host);

    using Rows = std::vector<std::vector<std::pair<std::string, std::string>>>;
    /// The rows for SQL that holds the text. The rule added last wins; other SQL is answered with nothing.
    FakeServer& answer(std::string text, std::function<Rows()> rows);
    FakeServer& on(std::string text, std::function<void(const std::string& sql)> happening);
    /// Every further call ends with this ("ERROR 2002 (HY000): …"); empty: no longer.
    void fail_with(std::string error) { error_ = std::move(error); }

    /// Of what changed something, one statement each, session settings left out.
    [[nodiscard]] const std::vector<std::string>& statements() const { return statements_; }

  private:
    struct Rule {
        std::string text;
        std::function<Rows()> rows;
        std::function<void(const std::string&)> happening;
    };
    ProcessResult run(const Command& command);

    std::vector<Rule> rules_;
    std::vector<std::string> statements_;
    std::string error_;
};

}  // namespace modules
