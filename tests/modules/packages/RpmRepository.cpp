#include "tests/modules/packages/RpmRepository.hpp"

#include "modules/system/Process.hpp"
#include "modules/value/Text.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace modules {

namespace {

void write_file(const std::string& path, const std::string& text) {
    std::ofstream(path) << text;
}

std::string run_tool(const std::string& program, std::vector<std::string> arguments) {
    const ProcessResult result = run_process({.program = program, .arguments = std::move(arguments)});
    INFO(program << ": " << result.output << result.error);
    REQUIRE(result.ok());
    return result.output;
}

}  // namespace

RpmRepository::RpmRepository() {
    for (const char* const name : {"repository", "repositories", "root"})
        std::filesystem::create_directory(directory_ / name);
    write_file(configuration(),
               fmt::format("[main]\ngpgcheck=0\nplugins=0\nreposdir={0}/repositories\ncachedir={0}/cache\n"
                           "logdir={0}/log\npersistdir={0}/persist\nmetadata_expire=0\n",
                           directory_.path()));
    write_file(directory_ / "repositories/local.repo",
               fmt::format("[local]\nname=made for a test\nbaseurl=file://{}\n", directory_ / "repository"));
}

std::string RpmRepository::package_file(const std::string& name, const std::string& version) const {
    return directory_ / fmt::format("repository/{}-{}-1.noarch.rpm", name, version);
}

void RpmRepository::add(const std::string& name, const std::string& version, const std::string& lines) const {
    const std::string spec = directory_ / "package.spec";
    write_file(spec, fmt::format("Name: {}\nVersion: {}\nRelease: 1\nSummary: for a test\nLicense: none\n"
                                 "BuildArch: noarch\n{}\n%description\nFor a test.\n%files\n",
                                 name, version, lines));
    run_tool("rpmbuild", {"-bb", "--define", "_topdir " + (directory_ / "build"), "--define",
                          "_rpmdir " + (directory_ / "repository"), "--define",
                          "_rpmfilename %{name}-%{version}-%{release}.%{arch}.rpm", spec});
}

void RpmRepository::publish() const {
    run_tool("createrepo_c", {"--quiet", directory_ / "repository"});
}

std::string RpmRepository::installed() const {
    std::vector<std::string> packages = words_of(run_tool("rpm", {"-qa", "--root", root()}));
    std::sort(packages.begin(), packages.end());
    return fmt::format("{}", fmt::join(packages, " "));
}

}  // namespace modules
