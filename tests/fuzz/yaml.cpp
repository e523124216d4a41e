// Any bytes as YAML: a tree or findings, never a crash; and every finding can be shown.

#include "interpreter/source/Diagnostic.hpp"
#include "interpreter/source/SourceFiles.hpp"
#include "interpreter/yaml/YamlNode.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    interpreter::SourceFiles files;
    const std::uint32_t file = files.add("fuzz.yml", std::string(reinterpret_cast<const char*>(data), size));
    interpreter::Diagnostics findings;
    static_cast<void>(interpreter::load_yaml(files, file, findings));
    for (const interpreter::Diagnostic& finding : findings.all())
        static_cast<void>(interpreter::render(finding, files, interpreter::Colour::never));
    return 0;
}
