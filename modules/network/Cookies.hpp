#pragma once

#include "modules/network/HttpExchange.hpp"

namespace modules {

/// The cookies that servers set while one thing is fetched (RFC 6265): who gave them gets them back, nobody
/// else.
class Cookies {
  public:
    /// Takes what the reply of `url` sets.
    void take(const Url& url, const HttpFields& fields);
    /// "a=1; b=2" for a request to `url`; empty where there is none.
    [[nodiscard]] std::string for_request(const Url& url) const;
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> all() const;

  private:
    struct Cookie {
        std::string name;
        std::string value;
        std::string host;
        std::string path;
        bool encrypted_only = false;
    };
    std::vector<Cookie> cookies_;
};

}  // namespace modules
