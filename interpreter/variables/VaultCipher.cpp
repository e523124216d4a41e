#include "interpreter/variables/VaultCipher.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <memory>
#include <stdexcept>

namespace interpreter {

namespace {

constexpr std::size_t key_size = 32;
constexpr std::size_t counter_size = 16;
constexpr std::size_t block_size = 16;
constexpr int rounds = 10000;

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

struct Keys {
    std::array<unsigned char, key_size + key_size + counter_size> all{};
    [[nodiscard]] const unsigned char* cipher() const { return all.data(); }
    [[nodiscard]] const unsigned char* hmac() const { return all.data() + key_size; }
    [[nodiscard]] const unsigned char* counter() const { return all.data() + 2 * key_size; }

    Keys(std::string_view password, std::string_view salt) {
        const int made = PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), bytes(salt),
                                           static_cast<int>(salt.size()), rounds, EVP_sha256(),
                                           static_cast<int>(all.size()), all.data());
        if (made != 1) throw std::runtime_error("OpenSSL cannot derive a key");
    }
    Keys(const Keys&) = delete;
    Keys& operator=(const Keys&) = delete;
    ~Keys() { OPENSSL_cleanse(all.data(), all.size()); }
};

std::string hmac_of(std::string_view cipher, const Keys& keys) {
    std::string digest(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    HMAC(EVP_sha256(), keys.hmac(), key_size, bytes(cipher), cipher.size(), bytes(digest), &size);
    digest.resize(size);
    return digest;
}

/// Counter mode: the same for both directions.
std::string ciphered(std::string_view text, const Keys& keys) {
    struct Free {
        void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
    };
    const std::unique_ptr<EVP_CIPHER_CTX, Free> context(EVP_CIPHER_CTX_new());
    std::string result(text.size() + block_size, '\0');
    int size = 0;
    const bool done =
        context &&
        EVP_EncryptInit_ex(context.get(), EVP_aes_256_ctr(), nullptr, keys.cipher(), keys.counter()) == 1 &&
        EVP_EncryptUpdate(context.get(), bytes(result), &size, bytes(text), static_cast<int>(text.size())) ==
            1;
    if (!done) throw std::runtime_error("OpenSSL cannot use AES-256-CTR");
    result.resize(static_cast<std::size_t>(size));
    return result;
}

}  // namespace

std::optional<std::string> open_vault(const VaultBody& body, std::string_view password) {
    const Keys keys(password, body.salt);
    const std::string hmac = hmac_of(body.cipher, keys);
    if (hmac.size() != body.hmac.size() || CRYPTO_memcmp(hmac.data(), body.hmac.data(), hmac.size()) != 0)
        return std::nullopt;
    std::string text = ciphered(body.cipher, keys);
    const std::size_t padding = text.empty() ? 0 : static_cast<unsigned char>(text.back());
    if (padding == 0 || padding > block_size || padding > text.size()) return std::nullopt;
    text.resize(text.size() - padding);
    return text;
}

VaultBody close_vault(std::string_view text, std::string_view password) {
    VaultBody body;
    body.salt.resize(key_size);
    if (RAND_bytes(bytes(body.salt), static_cast<int>(body.salt.size())) != 1)
        throw std::runtime_error("OpenSSL has no random bytes");
    const Keys keys(password, body.salt);
    const std::size_t padding = block_size - text.size() % block_size;
    body.cipher = ciphered(std::string(text) + std::string(padding, static_cast<char>(padding)), keys);
    body.hmac = hmac_of(body.cipher, keys);
    return body;
}

}  // namespace interpreter
