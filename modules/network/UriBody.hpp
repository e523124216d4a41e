#pragma once

#include "modules/network/Uri.hpp"

namespace modules {

/// A body as it is sent; `type` is empty where nothing says what it is.
struct UriBody {
    std::string content;
    std::string type;
};

/// Throws Failure ("body: …") where the value does not fit the format.
UriBody encoded_body(const Value& body, BodyFormat format);

}  // namespace modules
