#include "modules/network/Fetch.hpp"

#include "modules/module/ModuleResult.hpp"
#include "modules/network/Cookies.hpp"
#include "modules/value/Base64.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <array>
#include <ctime>

namespace modules {

namespace {

constexpr int most_redirects = 10;

/// Statuses that name another address to ask.
bool redirects(unsigned status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// One thing fetched: the request as it is now, after so many replies.
class Fetching {
  public:
    Fetching(const FetchRequest& wanted, const ChooseSink& choose_sink)
        : wanted_(wanted), choose_sink_(choose_sink) {
        request_.method = wanted.method;
        request_.url = wanted.url;
        request_.fields = wanted.fields;
        request_.body = wanted.body;
        shows_login_ = wanted.login_first;
    }

    Fetched fetch() {
        while (true) {
            HttpReply reply = ask();
            cookies_.take(request_.url, reply.fields);
            if (demands_login(reply)) {
                shows_login_ = true;
                continue;
            }
            const std::optional<std::string> location = reply.fields.value("location");
            if (!redirects(reply.status) || !location || !may_follow(reply.status))
                return fetched(std::move(reply));
            follow(reply.status, *location);
        }
    }

  private:
    [[nodiscard]] HttpReply ask() {
        HttpRequest request = request_;
        HttpRoute route = wanted_.route;
        if (wanted_.proxy_for && !route.unix_socket) route.proxy = wanted_.proxy_for(request.url);
        if (route.proxy && route.proxy->user)
            request.fields.set("Proxy-Authorization",
                               basic_authorization({*route.proxy->user, route.proxy->password.value_or("")}));
        // What was meant for one server is not told to another.
        const bool same_server = request.url.same_origin(wanted_.url);
        if (wanted_.login && shows_login_ && same_server)
            request.fields.set("Authorization", basic_authorization(*wanted_.login));
        if (const std::string cookies = cookies_.for_request(request.url);
            !cookies.empty() && !request.fields.value("Cookie"))
            request.fields.set("Cookie", cookies);
        return http_exchange(request, route, choose_sink_);
    }

    [[nodiscard]] bool demands_login(const HttpReply& reply) const {
        if (reply.status != 401 || !wanted_.login || shows_login_) return false;
        const std::string demand = lower_case(reply.fields.value("www-authenticate").value_or(""));
        return demand.find("basic") != std::string::npos;
    }

    [[nodiscard]] bool may_follow(unsigned status) const {
        const bool only_looks = request_.method == "GET" || request_.method == "HEAD";
        switch (wanted_.redirects) {
        case Redirects::none:
            return false;
        case Redirects::safe:
            return only_looks;
        case Redirects::all:
            return true;
        case Redirects::urllib:
            break;
        }
        return only_looks || (request_.method == "POST" && status <= 303);
    }

    void follow(unsigned status, const std::string& location) {
        if (++redirected_ > most_redirects)
            throw HttpFailure(fmt::format("{} redirected {} times, the last time to {}", wanted_.url.text,
                                          most_redirects, location));
        Url next;
        try {
            next = resolved_url(request_.url, location);
        } catch (const Failure& failure) {
            throw HttpFailure(fmt::format("{} redirects to where one cannot follow: {}", request_.url.text,
                                          failure.what()));
        }
        const bool keeps_body = wanted_.redirects != Redirects::urllib && status >= 307;
        if (!keeps_body) {
            request_.body.clear();
            for (const char* const about_body : {"Content-Length", "Content-Type", "Transfer-Encoding"})
                request_.fields.remove(about_body);
            // What browsers do, and everybody expects.
            const bool becomes_get = status == 302 || status == 303 ||
                                     (status == 301 && request_.method == "POST") ||
                                     wanted_.redirects == Redirects::urllib;
            if (becomes_get && request_.method != "HEAD") request_.method = "GET";
        }
        for (const std::string& name : wanted_.unredirected)
            request_.fields.remove(name);
        request_.url = std::move(next);
    }

    [[nodiscard]] Fetched fetched(HttpReply reply) const {
        Fetched result;
        result.reply = std::move(reply);
        const HttpReply& held = result.reply;
        result.message = result.good() ? fmt::format("OK ({} bytes)",
                                                     held.fields.value("content-length").value_or("unknown"))
                                       : fmt::format("HTTP Error {}: {}", held.status, held.reason);
        result.cookies = cookies_.all();
        return result;
    }

    const FetchRequest& wanted_;
    const ChooseSink& choose_sink_;
    HttpRequest request_;
    Cookies cookies_;
    bool shows_login_ = false;
    int redirected_ = 0;
};

}  // namespace

Fetched fetch(const FetchRequest& wanted, const ChooseSink& choose_sink) {
    return Fetching(wanted, choose_sink).fetch();
}

std::string basic_authorization(const Login& login) {
    return "Basic " + to_base64(login.user + ":" + login.password);
}

std::string http_date(double seconds) {
    const auto moment = static_cast<std::time_t>(seconds);
    std::tm parts{};
    ::gmtime_r(&moment, &parts);
    std::array<char, 40> text{};
    std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return text.data();
}

std::string beginning_of(const std::string& body) {
    constexpr std::size_t longest = 200;
    std::string line;
    for (const char character : body) {
        const bool blank = character == ' ' || character == '\n' || character == '\r' || character == '\t';
        if (!blank && static_cast<unsigned char>(character) < ' ') return {};
        if (!blank) {
            line += character;
        } else if (!line.empty() && line.back() != ' ') {
            line += ' ';
        }
        if (line.size() > longest) break;
    }
    if (line.empty()) return {};
    if (line.size() <= longest) return ", whose reply is: " + line;
    // Not in the middle of a character.
    while ((static_cast<unsigned char>(line.back()) & 0xC0U) == 0x80U)
        line.pop_back();
    line.pop_back();
    return ", whose reply begins: " + line + "…";
}

}  // namespace modules
