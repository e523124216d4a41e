#include "interpreter/expression/digest.hpp"

#include "interpreter/expression/random.hpp"
#include "interpreter/expression/text.hpp"

#include <crypt.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <vector>

namespace interpreter {

namespace {

constexpr std::string_view salt_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./";

std::string as_hex(const unsigned char* bytes, std::size_t size) {
    std::string text;
    for (std::size_t index = 0; index < size; ++index)
        text += fmt::format("{:02x}", bytes[index]);
    return text;
}

struct CryptAlgorithm {
    std::string_view name;
    std::string_view other_name;
    std::string_view identifier;
    std::size_t salt_size;
    long usual_rounds;
};
constexpr std::array<CryptAlgorithm, 4> crypt_algorithms{{{"sha512", "sha512_crypt", "6", 16, 656000},
                                                          {"sha256", "sha256_crypt", "5", 16, 535000},
                                                          {"md5", "md5_crypt", "1", 8, 0},
                                                          {"blowfish", "bcrypt", "2b", 22, 12}}};

}  // namespace

std::optional<std::string> hex_digest(std::string_view text, const std::string& algorithm) {
    std::string name = algorithm;
    std::replace(name.begin(), name.end(), '_', '-');
    const EVP_MD* kind = EVP_get_digestbyname(name.c_str());
    if (kind == nullptr) return std::nullopt;
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (EVP_Digest(text.data(), text.size(), digest.data(), &size, kind, nullptr) != 1) return std::nullopt;
    return as_hex(digest.data(), size);
}

std::optional<std::string> named_uuid(const std::string& space, std::string_view name) {
    std::string input;
    std::string digits;
    std::copy_if(space.begin(), space.end(), std::back_inserter(digits),
                 [](char character) { return character != '-' && character != '{' && character != '}'; });
    if (digits.size() != 32 || digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos)
        return std::nullopt;
    for (std::size_t at = 0; at < digits.size(); at += 2)
        input += static_cast<char>(std::stoi(digits.substr(at, 2), nullptr, 16));
    input += name;
    std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
    SHA1(reinterpret_cast<const unsigned char*>(input.data()), input.size(), digest.data());
    digest[6] = static_cast<unsigned char>((digest[6] & 0x0FU) | 0x50U);
    digest[8] = static_cast<unsigned char>((digest[8] & 0x3FU) | 0x80U);
    const std::string hex = as_hex(digest.data(), 16);
    return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) +
           "-" + hex.substr(20);
}

std::string random_salt(std::size_t length) {
    return random_numbers({})->text(length, std::string(salt_characters));
}

std::string hashed_password(const std::string& password, const PasswordHash& wanted) {
    const auto algorithm =
        std::find_if(crypt_algorithms.begin(), crypt_algorithms.end(), [&](const CryptAlgorithm& known) {
            return known.name == wanted.algorithm || known.other_name == wanted.algorithm;
        });
    if (algorithm == crypt_algorithms.end())
        throw std::invalid_argument("does not know the algorithm '" + wanted.algorithm +
                                    "'; sha512, sha256, md5 and blowfish are known");
    const bool blowfish = algorithm->name == "blowfish";
    const std::string salt =
        wanted.salt.empty() ? random_salt(wanted.salt_size != 0 ? wanted.salt_size : algorithm->salt_size)
                            : wanted.salt;
    if (salt.find_first_not_of(salt_characters) != std::string::npos)
        throw std::invalid_argument("takes letters, digits, '.' and '/' in a salt");
    if (salt.size() > algorithm->salt_size || (blowfish && salt.size() != algorithm->salt_size))
        throw std::invalid_argument("takes a salt of " + std::string(blowfish ? "exactly " : "at most ") +
                                    std::to_string(algorithm->salt_size) + " characters");
    std::string setting = "$" + (wanted.identifier.empty() || !blowfish ? std::string(algorithm->identifier)
                                                                        : wanted.identifier);
    if (blowfish)
        setting += fmt::format("${:02}", wanted.rounds.value_or(algorithm->usual_rounds));
    else if (wanted.rounds && *wanted.rounds != algorithm->usual_rounds)
        setting += "$rounds=" + std::to_string(*wanted.rounds);
    setting += "$" + salt;
    const std::unique_ptr<crypt_data> data = std::make_unique<crypt_data>();
    const char* hashed = crypt_r(password.c_str(), setting.c_str(), data.get());
    if (hashed == nullptr || *hashed == '*')
        throw std::invalid_argument("cannot hash with this salt and these rounds");
    return hashed;
}

}  // namespace interpreter
