// Every playbook in tests/language/findings that has an .error file beside it is loaded, and all findings
// together must read as that file says. UPDATE_GOLDEN=1 writes the files anew.

#include "tests/interpreter/playbook/FakeCatalogue.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

using namespace interpreter;

namespace {

namespace filesystem = std::filesystem;

std::string content_of(const filesystem::path& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string findings_of(const std::string& playbook) {
    SourceFiles sources;
    const Vault vault;
    VariableFiles files(sources, vault);
    PlaybookLoader loader(files, fake_catalogue(), {});
    Diagnostics diagnostics;
    const std::unique_ptr<Playbook> loaded = loader.load(playbook, diagnostics);
    std::string text;
    for (const Diagnostic& finding : diagnostics.all())
        text += render(finding, sources, Colour::never);
    if (loaded->missing_files > 0) text += std::to_string(loaded->missing_files) + " not found\n";
    return text;
}

class WorkingDirectory {
  public:
    explicit WorkingDirectory(const filesystem::path& path) : before_(filesystem::current_path()) {
        filesystem::current_path(path);
    }
    WorkingDirectory(const WorkingDirectory&) = delete;
    WorkingDirectory& operator=(const WorkingDirectory&) = delete;
    ~WorkingDirectory() { filesystem::current_path(before_); }

  private:
    filesystem::path before_;
};

}  // namespace

TEST_CASE("mistakes in playbooks are said as the golden files say") {
    const WorkingDirectory here(FINDINGS_DIRECTORY);
    const bool update = std::getenv("UPDATE_GOLDEN") != nullptr;
    std::size_t cases = 0;
    std::set<std::string> files;
    for (const filesystem::directory_entry& entry : filesystem::directory_iterator(".")) {
        const filesystem::path name = entry.path().filename();
        if (name.extension() == (update ? ".yml" : ".error")) files.insert(name.stem().string());
    }
    for (const std::string& name : files) {
        const std::string found = findings_of(name + ".yml");
        const filesystem::path golden = name + ".error";
        if (update && (!found.empty() || filesystem::exists(golden))) std::ofstream(golden) << found;
        if (update) continue;
        ++cases;
        INFO(name);
        CHECK(found == content_of(golden));
    }
    if (!update) CHECK(cases >= 40);
}

TEST_CASE("a playbook without mistakes has no findings") {
    const WorkingDirectory here(FINDINGS_DIRECTORY);
    CHECK(findings_of("nothing_wrong.yml").empty());
}
