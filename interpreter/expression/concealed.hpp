#pragma once

#include "interpreter/expression/Object.hpp"
#include "interpreter/source/Diagnostic.hpp"

#include <string>
#include <vector>

namespace interpreter {

/// The texts of every secret inside the value, added to `secrets`.
void collect_secrets(const Value& value, std::vector<std::string>& secrets);
/// The finding, its words hidden where they quote a secret or so much of one that it gives it away.
Diagnostic concealed(Diagnostic diagnostic, const std::vector<std::string>& secrets);

/// Runs what may fail with a message that quotes what it was given.
template <typename Run>
auto concealing(const std::vector<std::string>& secrets, const Run& run) {
    if (secrets.empty()) return run();
    try {
        return run();
    } catch (const UndefinedError& error) {
        throw UndefinedError(concealed(error.diagnostic(), secrets));
    } catch (const DiagnosticError& error) {
        throw DiagnosticError(concealed(error.diagnostic(), secrets));
    }
}

}  // namespace interpreter
