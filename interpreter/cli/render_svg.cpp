#include "interpreter/cli/render_svg.hpp"

#include "interpreter/source/Diagnostic.hpp"
#include "interpreter/source/ProgramOutput.hpp"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

namespace interpreter {

namespace {

namespace filesystem = std::filesystem;

std::string found_on_path(const std::string& program) {
    const char* path = std::getenv("PATH");
    std::istringstream directories(path != nullptr ? path : "/usr/bin:/bin");
    for (std::string directory; std::getline(directories, directory, ':');) {
        const std::string candidate = (filesystem::path(directory.empty() ? "." : directory) / program).string();
        if (::access(candidate.c_str(), X_OK) == 0) return candidate;
    }
    return {};
}

// A file that `dot` reads; gone afterwards.
class TemporaryFile {
  public:
    explicit TemporaryFile(const std::string& text) {
        std::string name = (filesystem::temp_directory_path() / "understudy-graph-XXXXXX").string();
        const int file = ::mkstemp(name.data());
        if (file < 0) throw DiagnosticError("a temporary file cannot be made in " + filesystem::temp_directory_path().string(), {});
        ::close(file);
        path_ = name;
        std::ofstream(path_) << text;
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() { ::unlink(path_.c_str()); }
    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    std::string path_;
};

}  // namespace

std::string svg_of(const std::string& dot_text) {
    const std::string program = found_on_path("dot");
    if (program.empty())
        throw DiagnosticError("the format svg needs the program 'dot', which is not on the PATH", {},
                              "install graphviz, or take --format mermaid or dot");
    const TemporaryFile file(dot_text);
    const ProgramOutput said = run_program({program, "-Tsvg", file.path()});
    if (said.status != 0)
        throw DiagnosticError(program + " ended with " + std::to_string(said.status) + ": " + said.errors, {});
    return said.output;
}

}  // namespace interpreter
