#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace modules::rabbitmq {

/// Is this the password that a broker keeps as `hash` (base64 of a salt of four bytes and the digest of salt
/// and password)? Nothing where the algorithm is not known here. https://www.rabbitmq.com/passwords.html
std::optional<bool> is_password(std::string_view password, std::string_view hash, std::string_view algorithm);

}  // namespace modules::rabbitmq
