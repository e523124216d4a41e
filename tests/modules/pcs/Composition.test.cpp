// The CIB that compose() makes, against what pcs 0.11.5 makes for the same things: golden/*.xml, made once by
// make-golden, and, where pcs is installed, what it makes now ([live]).

#include "modules/pcs/Composition.hpp"

#include "modules/value/Json.hpp"
#include "tests/modules/pcs/TestCluster.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace modules;
using namespace modules::pcs;

namespace {

std::vector<std::string> cases() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(test_folder() + "golden"))
        if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::string quoted(const std::string& text) {
    std::string quoted = "'";
    for (const char letter : text)
        quoted += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
    return quoted + "'";
}

int shell(const std::string& command) {
    return std::system(command.c_str());
}

bool has_what_it_needs(const std::string& needed) {
    if (shell("command -v pcs crm_resource >/dev/null") != 0) return false;
    if (needed.empty()) return true;
    if (needed == "systemd")
        return shell("crm_resource --show-metadata systemd:haproxy >/dev/null 2>&1") == 0;
    return std::filesystem::exists("/usr/lib/pacemaker/" + needed);
}

/// What pcs makes of the commands, now.
std::string made_by_pcs(const Value& commands) {
    const std::string folder =
        std::filesystem::temp_directory_path() / ("pcs-live-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    const std::string cib = folder + "/cib.xml";
    std::filesystem::copy_file(test_folder() + "golden/empty.xml", cib,
                               std::filesystem::copy_options::overwrite_existing);
    for (const Value& command : commands.as_list()) {
        std::string line = "pcs -f " + cib;
        for (const Value& argument : command.as_list())
            line += " " + quoted(argument.as_text());
        INFO(line);
        REQUIRE(shell(line + " >/dev/null 2>&1") == 0);
    }
    const std::string text = file_text(cib);
    std::filesystem::remove_all(folder);
    return text;
}

}  // namespace

TEST_CASE("What is composed equals what pcs makes for the same things") {
    for (const std::string& name : cases()) {
        const Value written = from_json(file_text(test_folder() + "golden/" + name + ".json"));
        TestAgents agents;
        const Composition composed = compose(file_text(test_folder() + "golden/empty.xml"),
                                             wanted_from(*written.get("wanted")), agents);
        INFO(name);
        CHECK(unlike(composed.cib.text(), file_text(test_folder() + "golden/" + name + ".xml")) == "");
        CHECK_FALSE(composed.differences.empty());
    }
}

TEST_CASE("What pcs made is taken as it is: nothing differs") {
    for (const std::string& name : cases()) {
        const Value written = from_json(file_text(test_folder() + "golden/" + name + ".json"));
        TestAgents agents;
        const std::string made = file_text(test_folder() + "golden/" + name + ".xml");
        const Composition composed = compose(made, wanted_from(*written.get("wanted")), agents);
        INFO(name);
        CHECK(subjects(composed.differences) == std::vector<std::string>{});
        CHECK(unlike(composed.cib.text(), made) == "");
    }
}

TEST_CASE("The pcs that is installed makes the same", "[.][live]") {
    for (const std::string& name : cases()) {
        const Value written = from_json(file_text(test_folder() + "golden/" + name + ".json"));
        if (!has_what_it_needs(written.text_of("needs"))) {
            WARN(name << ": not compared, for want of pcs or " << written.text_of("needs"));
            continue;
        }
        InstalledAgents agents;
        const Composition composed = compose(file_text(test_folder() + "golden/empty.xml"),
                                             wanted_from(*written.get("wanted")), agents);
        INFO(name);
        CHECK(unlike(composed.cib.text(), made_by_pcs(*written.get("pcs"))) == "");
    }
}
