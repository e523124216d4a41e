#include "modules/network/TlsStream.hpp"

#include "modules/network/HttpFailure.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>

namespace modules {

namespace {

template <auto Function>
struct FreeBy {
    template <class Type>
    void operator()(Type* object) const {
        Function(object);
    }
};
using Bio = std::unique_ptr<BIO, FreeBy<BIO_free>>;
using Certificate = std::unique_ptr<X509, FreeBy<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, FreeBy<EVP_PKEY_free>>;

Bio bio_of(const std::string& text) {
    return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

/// Instead of asking the terminal for a passphrase.
int no_passphrase(char*, int, int, void*) {
    return 0;
}

std::string reason_of_error() {
    const unsigned long code = ERR_peek_last_error();
    const char* const reason = code != 0 ? ERR_reason_error_string(code) : nullptr;
    return reason != nullptr ? reason : "for no reason given";
}

void trust(SSL_CTX* context, const TlsSettings& settings) {
    SSL_CTX_set_verify(context, settings.verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
    if (!settings.verify) return;
    X509_STORE* const store = SSL_CTX_get_cert_store(context);
    const Bio bundle = bio_of(settings.authorities);
    std::size_t count = 0;
    while (const Certificate authority{PEM_read_bio_X509(bundle.get(), nullptr, no_passphrase, nullptr)}) {
        X509_STORE_add_cert(store, authority.get());
        ++count;
    }
    ERR_clear_error();
    if (count == 0 && !settings.authorities_path.empty())
        throw HttpFailure(fmt::format("{} holds no certificate in PEM form", settings.authorities_path));
}

void show_certificate(SSL_CTX* context, const TlsSettings& settings) {
    if (settings.certificate.empty()) return;
    const Bio chain = bio_of(settings.certificate);
    const Certificate own{PEM_read_bio_X509_AUX(chain.get(), nullptr, no_passphrase, nullptr)};
    if (!own || SSL_CTX_use_certificate(context, own.get()) != 1)
        throw HttpFailure("client_cert holds no certificate in PEM form");
    while (X509* const above = PEM_read_bio_X509(chain.get(), nullptr, no_passphrase, nullptr))
        SSL_CTX_add_extra_chain_cert(context, above);
    ERR_clear_error();
    const bool together = settings.key.empty();
    const Bio text = bio_of(together ? settings.certificate : settings.key);
    const Key key{PEM_read_bio_PrivateKey(text.get(), nullptr, no_passphrase, nullptr)};
    if (!key)
        throw HttpFailure(
            fmt::format("{} holds no private key in PEM form that can be read without a passphrase",
                        together ? "client_cert" : "client_key"));
    if (SSL_CTX_use_PrivateKey(context, key.get()) != 1)
        throw HttpFailure("client_key is not the key of client_cert");
}

bool is_numeric(const std::string& host) {
    std::array<unsigned char, sizeof(in6_addr)> address{};
    return ::inet_pton(AF_INET, host.c_str(), address.data()) == 1 ||
           ::inet_pton(AF_INET6, host.c_str(), address.data()) == 1;
}

}  // namespace

struct TlsStream::Session {
    std::unique_ptr<SSL_CTX, FreeBy<SSL_CTX_free>> context;
    std::unique_ptr<SSL, FreeBy<SSL_free>> ssl;
    // Owned by ssl.
    BIO* incoming = nullptr;
    BIO* outgoing = nullptr;
    bool ended = false;

    explicit Session(const TlsSettings& settings) {
        // A host's openssl.cnf may name modules to be loaded, which a static program cannot.
        OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
        context.reset(SSL_CTX_new(TLS_client_method()));
        if (!context) throw HttpFailure("TLS cannot be used: " + reason_of_error());
        SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
        if (!settings.ciphers.empty() &&
            SSL_CTX_set_cipher_list(context.get(), settings.ciphers.c_str()) != 1)
            throw HttpFailure(fmt::format("ciphers: \"{}\" names no cipher", settings.ciphers));
        trust(context.get(), settings);
        show_certificate(context.get(), settings);
        ssl.reset(SSL_new(context.get()));
        incoming = BIO_new(BIO_s_mem());
        outgoing = BIO_new(BIO_s_mem());
        if (!ssl || incoming == nullptr || outgoing == nullptr) throw std::bad_alloc();
        // An empty buffer means "later", not "over".
        BIO_set_mem_eof_return(incoming, -1);
        SSL_set_bio(ssl.get(), incoming, outgoing);
        SSL_set_connect_state(ssl.get());
    }
};

TlsStream::TlsStream(ByteStream& below, const TlsSettings& settings, const std::string& host,
                     std::string peer)
    : below_(below), peer_(std::move(peer)), session_(std::make_unique<Session>(settings)) {
    shake_hands(settings, host);
}

TlsStream::~TlsStream() = default;

void TlsStream::fail(const std::string& why) const {
    throw HttpFailure(fmt::format("TLS with {} failed: {}", peer_, why));
}

void TlsStream::shake_hands(const TlsSettings& settings, const std::string& host) {
    SSL* const ssl = session_->ssl.get();
    if (is_numeric(host)) {
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str());
    } else {
        SSL_set_tlsext_host_name(ssl, host.c_str());
        SSL_set1_host(ssl, host.c_str());
    }
    while (true) {
        ERR_clear_error();
        const int done = SSL_do_handshake(ssl);
        const int error = done == 1 ? SSL_ERROR_NONE : SSL_get_error(ssl, done);
        const unsigned long code = ERR_peek_last_error();
        const std::string reason = reason_of_error();
        flush();
        if (done == 1) return;
        if (error == SSL_ERROR_WANT_READ) {
            if (!fill()) fail("the connection was closed during the handshake");
            continue;
        }
        if (const long verdict = SSL_get_verify_result(ssl); settings.verify && verdict != X509_V_OK)
            throw HttpFailure(fmt::format(
                "the certificate of {} is not to be trusted: {} (trusted are the authorities in {}; "
                "validate_certs: false trusts anybody)",
                peer_, X509_verify_cert_error_string(verdict),
                settings.authorities_path.empty() ? "no file at all: none was found"
                                                  : settings.authorities_path));
        if (ERR_GET_REASON(code) == SSL_R_WRONG_VERSION_NUMBER)
            fail("it does not speak TLS; is it http://, not https://?");
        fail(reason);
    }
}

void TlsStream::flush() {
    std::array<char, 16384> buffer{};
    for (int count = 0; (count = BIO_read(session_->outgoing, buffer.data(), buffer.size())) > 0;)
        below_.write({buffer.data(), static_cast<std::size_t>(count)});
}

bool TlsStream::fill() {
    std::array<char, 16384> buffer{};
    const std::size_t count = below_.read(buffer.data(), buffer.size());
    if (count == 0) return false;
    BIO_write(session_->incoming, buffer.data(), static_cast<int>(count));
    return true;
}

std::size_t TlsStream::read(char* into, std::size_t most) {
    while (!session_->ended) {
        ERR_clear_error();
        std::size_t count = 0;
        const int done = SSL_read_ex(session_->ssl.get(), into, most, &count);
        const int error = done == 1 ? SSL_ERROR_NONE : SSL_get_error(session_->ssl.get(), done);
        const std::string reason = reason_of_error();
        flush();
        if (done == 1) return count;
        if (error == SSL_ERROR_ZERO_RETURN) {
            session_->ended = true;
        } else if (error != SSL_ERROR_WANT_READ) {
            fail(reason);
        } else if (!fill()) {
            // Many servers hang up without the farewell of TLS; whether the reply is whole, HTTP knows.
            session_->ended = true;
        }
    }
    return 0;
}

void TlsStream::write(std::string_view bytes) {
    while (!bytes.empty()) {
        ERR_clear_error();
        std::size_t count = 0;
        const int done = SSL_write_ex(session_->ssl.get(), bytes.data(), bytes.size(), &count);
        const int error = done == 1 ? SSL_ERROR_NONE : SSL_get_error(session_->ssl.get(), done);
        const std::string reason = reason_of_error();
        flush();
        if (done == 1) {
            bytes.remove_prefix(count);
        } else if (error != SSL_ERROR_WANT_READ) {
            fail(reason);
        } else if (!fill()) {
            fail("the connection was closed");
        }
    }
}

}  // namespace modules
