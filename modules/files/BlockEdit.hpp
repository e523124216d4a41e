#pragma once

#include "modules/files/BlockInFile.hpp"

#include <string>
#include <string_view>

namespace modules {

/// The text with the block as asked for: where its markers stand, else where insertafter or insertbefore
/// says; without block and markers where the block is absent or empty. Throws Failure for a bad regular
/// expression.
std::string with_block(const BlockInFileArguments& wanted, std::string_view text);

/// Is there no block to be in the file?
bool removes_block(const BlockInFileArguments& wanted);

}  // namespace modules
