// Any bytes as a template file: the first byte says whether Jinja or Mustache. Syntax only.

#include "interpreter/source/SourceFiles.hpp"
#include "interpreter/template/Template.hpp"

#include <fstream>

#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    static const std::string stem = "/tmp/understudy-fuzz-" + std::to_string(getpid());
    const std::string path = stem + (data[0] % 2 == 0 ? ".j2" : ".mustache");
    std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(data) + 1, static_cast<std::streamsize>(size - 1));
    interpreter::SourceFiles files;
    interpreter::Diagnostics findings;
    interpreter::check_template_file(path, files, findings);
    for (const interpreter::Diagnostic& finding : findings.all())
        static_cast<void>(interpreter::render(finding, files, interpreter::Colour::never));
    unlink(path.c_str());
    return 0;
}
