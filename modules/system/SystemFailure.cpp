#include "modules/system/SystemFailure.hpp"

#include <cstring>
#include <string>

namespace modules {

Failure system_failure(std::string_view attempt, std::string_view path, int error) {
    std::string message = "cannot ";
    message.append(attempt).append(" ").append(path).append(": ").append(std::strerror(error));
    return Failure(message);
}

}  // namespace modules
