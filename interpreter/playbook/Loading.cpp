#include "interpreter/playbook/Loading.hpp"

namespace interpreter {

Value Loading::value_of(const YamlNode& node) {
    try {
        return to_value(node, files.decrypt());
    } catch (const DiagnosticError& error) {
        report(error);
        return {};
    }
}

void Loading::report_missing(std::string message, Position position, std::string hint) {
    ++missing_files;
    diagnostics.error(std::move(message), position, std::move(hint));
}

std::shared_ptr<const YamlNode> Loading::document(const std::string& path, Position asked_at) {
    try {
        return documents.load(path, asked_at, diagnostics);
    } catch (const DiagnosticError& error) {
        report(error);
        return nullptr;
    }
}

bool ImportStep::closes_cycle(const ImportStep* chain, const std::string& name, Position asked_at,
                              Diagnostics& diagnostics) {
    std::vector<const ImportStep*> steps;
    for (const ImportStep* step = chain; step != nullptr; step = step->outer) {
        steps.insert(steps.begin(), step);
        if (step->name == name) break;
    }
    if (steps.empty() || steps.front()->name != name) return false;
    Diagnostic finding;
    finding.message = "an import without end: '" + name + "'";
    finding.position = asked_at;
    for (std::size_t index = 1; index < steps.size(); ++index) {
        finding.message += " imports '" + steps[index]->name + "'";
        finding.notes.push_back({"'" + steps[index]->name + "' is imported here", steps[index]->asked_at});
    }
    finding.message += " imports '" + name + "'";
    finding.hint = "an include with a 'when' that ends it may repeat; an import may not";
    diagnostics.add(std::move(finding));
    return true;
}

}  // namespace interpreter
