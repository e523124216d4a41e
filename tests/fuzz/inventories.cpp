// Any bytes as an inventory: the first byte says whether INI or YAML; the rest of its bits choose a host pattern.

#include "interpreter/inventory/HostPattern.hpp"
#include "interpreter/inventory/IniInventory.hpp"
#include "interpreter/inventory/YamlInventory.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace interpreter;
    if (size == 0) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    SourceFiles files;
    const std::uint32_t file = files.add("fuzz", text);
    Diagnostics findings;
    InventoryBuilder builder(findings);
    builder.begin_source("fuzz", ".");
    try {
        if (data[0] % 2 == 0)
            read_ini_inventory(files, file, builder);
        else
            read_yaml_inventory(files, file, [](const std::string& cipher, Position) { return cipher; }, builder);
        const Inventory inventory = builder.finish({"fuzz"});
        static_cast<void>(HostPattern(text.substr(0, 40)).match(inventory, findings));
    } catch (const DiagnosticError& error) {
        findings.add(error.diagnostic());
    }
    for (const Diagnostic& finding : findings.all())
        static_cast<void>(render(finding, files, Colour::never));
    return 0;
}
