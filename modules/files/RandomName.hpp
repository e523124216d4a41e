#pragma once

#include <string>

namespace modules {

/// Eight letters and digits that nobody can guess, for the name of a file that is new.
std::string random_name();

}  // namespace modules
