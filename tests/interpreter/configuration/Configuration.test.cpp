#include "interpreter/configuration/Configuration.hpp"
#include "tests/support/TemporaryDirectory.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

using namespace interpreter;

namespace {

using Words = std::vector<std::string>;

// Not the environment of the test's own process.
Environment given(std::map<std::string, std::string, std::less<>> variables) {
    return [variables = std::move(variables)](std::string_view name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        return found != variables.end() ? std::optional(found->second) : std::nullopt;
    };
}

struct Loaded {
    SourceFiles files;
    Diagnostics findings;
    Configuration configuration;
    explicit Loaded(const Environment& environment)
        : configuration(Configuration::load(environment, files, findings)) {}

    [[nodiscard]] std::string said() const {
        std::string text;
        for (const Diagnostic& finding : findings.all()) text += render(finding, files, Colour::never);
        return text;
    }
};

std::string content(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

// The program's own directory is a setting's place too.
class Inside {
  public:
    explicit Inside(const std::string& directory) : before_(std::filesystem::current_path()) {
        std::filesystem::current_path(directory);
    }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;
    ~Inside() { std::filesystem::current_path(before_); }

  private:
    std::filesystem::path before_;
};

}  // namespace

TEST_CASE("Without a file and variables everything is what the table says") {
    const modules::TemporaryDirectory home;
    const Inside inside(home.path());
    const Loaded loaded(given({{"HOME", home.path()}, {"ANSIBLE_CONFIG", "/dev/null"}}));
    CHECK(loaded.said().empty());
    CHECK(loaded.configuration.integer("forks") == 64);
    CHECK(loaded.configuration.flag("host_key_checking"));
    CHECK(loaded.configuration.text("gathering") == "implicit");
    CHECK(loaded.configuration.list("roles_path").front() == home.path() + "/.ansible/roles");
    CHECK_FALSE(loaded.configuration.says_anything());
}

TEST_CASE("Every mistake of a file is said at once, with its place") {
    const Loaded loaded(given({{"ANSIBLE_CONFIG", "tests/interpreter/configuration/mistakes.cfg"}}));
    CHECK(loaded.said() == content("tests/interpreter/configuration/mistakes.error"));
}

TEST_CASE("Values are read as Ansible reads them") {
    const modules::TemporaryDirectory folder;
    const std::string path = folder.path() + "/ansible.cfg";
    std::ofstream(path) << "[defaults]\n"
                           "Forks: 12   ; at once\n"
                           "inventory = hosts, /etc/more\n"
                           "roles_path = roles:~/more:$PLACE/x:${PLACE}y:{{CWD}}/z\n"
                           "remote_user = 'deploy'\n"
                           "callbacks_enabled = junit,\n"
                           "   profile_tasks\n"
                           "[ssh_connection]\n"
                           "ssh_args = -o ControlMaster=auto\n"
                           "  # between them\n"
                           "  -o ControlPersist=60s\n"
                           "host_key_checking = no\n";
    const Loaded loaded(given({{"ANSIBLE_CONFIG", path}, {"HOME", "/home/me"}, {"PLACE", "/srv"}}));
    const Configuration& read = loaded.configuration;
    CHECK(loaded.said().empty());
    CHECK(read.integer("forks") == 12);
    CHECK(read.list("inventory") == Words{folder.path() + "/hosts", "/etc/more"});
    CHECK(read.list("roles_path") == Words{folder.path() + "/roles", "/home/me/more", "/srv/x", "/srvy",
                                           std::filesystem::current_path().string() + "/z"});
    CHECK(read.text("remote_user") == "deploy");
    CHECK(read.list("callbacks_enabled") == Words{"junit", "profile_tasks"});
    CHECK(read.text("ssh_args") == "-o ControlMaster=auto\n-o ControlPersist=60s");
    CHECK_FALSE(read.flag("host_key_checking"));
    CHECK(loaded.files.describe(read.position("forks")) == path + ":2:8");
}

TEST_CASE("The environment wins over the file, and its mistakes have a place too") {
    const modules::TemporaryDirectory folder;
    const std::string path = folder.path() + "/ansible.cfg";
    std::ofstream(path) << "[defaults]\nforks = 2\ntimeout = 3\n";
    const Loaded loaded(given({{"ANSIBLE_CONFIG", folder.path()}, {"ANSIBLE_FORKS", "7"}, {"ANSIBLE_INVENTORY", "a,b,"}}));
    CHECK(loaded.configuration.path() == path);
    CHECK(loaded.configuration.integer("forks") == 7);
    CHECK(loaded.configuration.integer("timeout") == 3);
    CHECK(loaded.configuration.list("inventory") == Words{"a,b,"});
    const Loaded wrong(given({{"ANSIBLE_CONFIG", "/dev/null"}, {"ANSIBLE_FORKS", "many"}}));
    CHECK(wrong.said() == "environment variable ANSIBLE_FORKS:1:1: error: forks expects a whole number, not 'many'\n"
                          "  1 | many\n"
                          "    | ^~~~\n"
                          "  = hint: hosts at work at once\n");
}

TEST_CASE("A file here is taken, unless anybody may write to this directory; then the one at home") {
    const modules::TemporaryDirectory here;
    const modules::TemporaryDirectory home;
    std::ofstream(here.path() + "/ansible.cfg") << "[defaults]\nforks = 2\n";
    std::ofstream(home.path() + "/.ansible.cfg") << "[defaults]\nforks = 3\n";
    const Inside inside(here.path());
    const Environment environment = given({{"HOME", home.path()}});
    CHECK(Loaded(environment).configuration.integer("forks") == 2);
    std::filesystem::permissions(here.path(), std::filesystem::perms::others_write,
                                 std::filesystem::perm_options::add);
    const Loaded open(environment);
    CHECK(open.configuration.integer("forks") == 3);
    CHECK(open.said() == "warning: ansible.cfg is ignored: anybody may write to this directory\n"
                         "  = hint: chmod o-w ., or name the file in ANSIBLE_CONFIG\n");
}

TEST_CASE("What does nothing here is known, and can be named") {
    const modules::TemporaryDirectory folder;
    std::ofstream(folder.path() + "/ansible.cfg")
        << "[defaults]\npipelining = true\n[galaxy]\nserver = x\n[colors]\nok = red\n";
    const Loaded loaded(given({{"ANSIBLE_CONFIG", folder.path()}, {"ANSIBLE_NOCOWS", "1"}}));
    CHECK(loaded.said().empty());
    Words names;
    for (const Diagnostic& idle : loaded.configuration.without_effect())
        names.push_back(idle.message.substr(0, idle.message.find(' ')));
    CHECK(names == Words{"colors", "galaxy", "nocows", "pipelining"});
}

TEST_CASE("NO_COLOR counts whatever it holds") {
    CHECK(Loaded(given({{"ANSIBLE_CONFIG", "/dev/null"}, {"NO_COLOR", "please"}})).configuration.flag("nocolor"));
    CHECK_FALSE(Loaded(given({{"ANSIBLE_CONFIG", "/dev/null"}, {"NO_COLOR", ""}})).configuration.flag("nocolor"));
}

TEST_CASE("Names, places and variables of the table are each there once") {
    std::set<std::string_view> names;
    std::set<std::string_view> seen;
    for (const Setting* setting : all_settings()) {
        CHECK(names.insert(setting->name).second);
        for (const std::string_view text : {setting->places, setting->environment})
            for (const std::string_view word : words_of(text)) {
                INFO(word);
                CHECK(seen.insert(word).second);
            }
        INFO(setting->name);
        CHECK_FALSE(setting->help.empty());
        CHECK_FALSE(setting->help.ends_with('.'));
    }
}
