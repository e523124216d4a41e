#include "modules/watch/HttpProbe.hpp"

#include "modules/network/Fetch.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules::watch {

namespace {

Url url_of(const std::string& host, const WatchedService& service) {
    const bool six = host.find(':') != std::string::npos;
    return parsed_url(
        fmt::format("http://{}{}{}:{}{}", six ? "[" : "", host, six ? "]" : "", service.port, service.path));
}

}  // namespace

void HttpProbe::attempt(const std::string& host, std::int64_t /*number*/, const Deadline& deadline) {
    FetchRequest request{.url = url_of(host, service_), .fields = {}, .redirects = Redirects::none};
    request.fields.set_all(service_.headers);
    request.route.limit = deadline.patience();
    if (service_.user) {
        request.login = {*service_.user, service_.password->characters};
        request.login_first = true;
    }
    const Fetched answer =
        fetch(request, [](const HttpReply&) -> BodySink { return [](std::string_view) {}; });
    const std::vector<std::int64_t>& good = service_.status;
    if (std::find(good.begin(), good.end(), answer.reply.status) == good.end())
        throw Failure(fmt::format("{} answers {} {}, not {}", request.url.text, answer.reply.status,
                                  answer.reply.reason, fmt::join(good, " or ")));
}

}  // namespace modules::watch
