#pragma once

#include <functional>
#include <string>

namespace interpreter {

enum class Echo { shown, hidden };

/// Is there somebody who could answer?
bool has_terminal();

/// Shows the prompt and waits for a line. Empty too when `goes_on`, which is asked ten times a second, says no.
std::string typed_answer(const std::string& prompt, Echo echo, const std::function<bool()>& goes_on);

}  // namespace interpreter
