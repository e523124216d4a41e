#include "modules/packages/DpkgSelections.hpp"

#include "modules/system/HostControl.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

namespace modules {

ArgumentList<DpkgSelectionsArguments> DpkgSelections::table() const {
    using A = DpkgSelectionsArguments;
    ArgumentList<A> list;
    list.add("name", &A::name, "the package", {.need = Need::required})
        .add("selection", &A::selection, "what is to become of it", {.need = Need::required});
    return list;
}

Plan DpkgSelections::check(const DpkgSelectionsArguments& wanted, const HostView& host,
                           const CallOptions& options) const {
    const std::string selection = Field<DpkgSelection>::to(wanted.selection).as_text();
    const ProcessResult result =
        host.query({.program = "dpkg", .arguments = {"--get-selections", wanted.name}});
    if (!result.ok()) throw Failure(fmt::format("dpkg --get-selections failed: {}", trimmed(result.error)));
    const std::vector<std::string> words = words_of(result.output);
    Plan plan;
    if (words.size() < 2) {
        // dpkg takes no selection of a package that it has never heard of.
        const std::string missing =
            fmt::format("Failed to find package '{}' to perform selection '{}'.", wanted.name, selection);
        if (!options.check_mode) throw Failure(missing);
        plan.unknown = missing;
        return plan;
    }
    plan.data = {{"before", words[1]}, {"after", selection}};
    if (words[1] == selection) return plan;
    plan.change({"selection of " + wanted.name, words[1], selection},
                [name = wanted.name, selection](HostControl& control) {
                    run_or_fail(control, {.program = "dpkg",
                                          .arguments = {"--set-selections"},
                                          .input = name + ' ' + selection + '\n'});
                    return Outcome{};
                });
    return plan;
}

}  // namespace modules
