#include "modules/network/Uri.hpp"

#include "modules/files/PathFacts.hpp"
#include "modules/files/Paths.hpp"
#include "modules/files/Rewrite.hpp"
#include "modules/network/UriBody.hpp"
#include "modules/network/UriReply.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules {

namespace {

std::string method_of(const UriArguments& wanted) {
    std::string method = wanted.method;
    for (char& character : method)
        if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 32);
    if (method.empty() || method.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string::npos)
        throw Failure("Parameter 'method' needs to be a single word in uppercase, like GET or POST.");
    return method;
}

Redirects redirects_of(FollowRedirects follow) {
    switch (follow) {
    case FollowRedirects::all:
    case FollowRedirects::yes:
        return Redirects::all;
    case FollowRedirects::no:
    case FollowRedirects::none:
        return Redirects::none;
    case FollowRedirects::urllib2:
        return Redirects::urllib;
    case FollowRedirects::safe:
        break;
    }
    return Redirects::safe;
}

std::string body_of_file(const UriArguments& wanted, const HostView& host) {
    if (!wanted.body.is_null()) throw Failure("parameters are mutually exclusive: body|src");
    if (!wanted.remote_src)
        throw Failure("src: a file of the control side is not sent; copy it first, and say remote_src: true");
    const std::optional<std::string> content = host.read_if_there(*wanted.src);
    if (!content)
        throw Failure(fmt::format("Unable to open source file {}", *wanted.src), Map{{"elapsed", 0}});
    return *content;
}

FetchRequest request_of(const UriArguments& wanted, const HostView& host) {
    FetchRequest request = fetch_request(wanted, host);
    request.method = method_of(wanted);
    request.redirects = redirects_of(wanted.follow_redirects);
    request.route.unix_socket = wanted.unix_socket;
    if (wanted.src) {
        request.body = body_of_file(wanted, host);
        return request;
    }
    UriBody body = encoded_body(wanted.body, wanted.body_format);
    request.body = std::move(body.content);
    const bool fixed = wanted.body_format == BodyFormat::form_multipart;
    if (!body.type.empty() && (fixed || !request.fields.value("Content-Type")))
        request.fields.set("Content-Type", body.type);
    return request;
}

/// A good reply's body as a file.
Plan saving(const UriArguments& wanted, const Fetched& fetched, const HostView& host,
            const CallOptions& options) {
    std::string path = *wanted.dest;
    if (host.is_directory(path)) {
        const std::string name = proposed_file_name(fetched.reply);
        path = joined(path, name.empty() ? "index.html" : name);
    }
    Plan plan;
    plan.data.set("path", path);
    const std::string place = host.real_path(path);
    const std::optional<FileStatus> present = host.status(place, Follow::links);
    const Attributes attributes(wanted, host, options);
    Rewrite rewrite{.path = place, .present = present, .after = fetched.reply.body};
    if (present) rewrite.before = host.read(place);
    rewrite.unsafe_writes = wanted.unsafe_writes;
    add_content_change(plan, std::move(rewrite), attributes, options);
    if (present) attributes.add_changes(plan, place, *present, Follow::links);
    plan.afterwards = [path](const HostView& changed) { return path_facts(changed, path); };
    return plan;
}

/// A good reply that is not newer than the file at `dest` need not be sent.
void ask_for_newer(FetchRequest& request, const UriArguments& wanted, const HostView& host) {
    if (!wanted.dest || wanted.force) return;
    const std::optional<FileStatus> present = host.status(*wanted.dest, Follow::links);
    if (!present || present->type != FileType::regular || request.fields.value("If-Modified-Since")) return;
    request.fields.set("If-Modified-Since", http_date(present->modified));
}

Outcome asked(const UriArguments& wanted, FetchRequest request, const HostView& host,
              const CallOptions& options) {
    Outcome outcome;
    const double start = host.now();
    const auto status_words = [&](std::int64_t status, const std::string& message) {
        return fmt::format("Status code was {} and not [{}]: {}", status, fmt::join(wanted.status_code, ", "),
                           message);
    };
    const auto elapsed = [&] { return static_cast<std::int64_t>(host.now() - start); };
    ask_for_newer(request, wanted, host);
    Fetched fetched;
    try {
        fetched = fetch(request);
    } catch (const HttpFailure& failure) {
        outcome.data = {
            {"url", request.url.text}, {"status", -1}, {"redirected", false}, {"elapsed", elapsed()}};
        outcome.failure = status_words(-1, fmt::format("Request failed: {}", failure.what()));
        return outcome;
    }
    outcome.data = reply_facts(wanted, fetched);
    outcome.data.set("elapsed", elapsed());
    const auto status = static_cast<std::int64_t>(fetched.reply.status);
    if (std::find(wanted.status_code.begin(), wanted.status_code.end(), status) == wanted.status_code.end()) {
        outcome.data.erase("msg");
        outcome.failure = status_words(status, fetched.message + beginning_of(fetched.reply.body));
        return outcome;
    }
    if (wanted.dest && fetched.good()) outcome.further.push_back(saving(wanted, fetched, host, options));
    return outcome;
}

}  // namespace

ArgumentList<UriArguments> Uri::table() const {
    ArgumentList<UriArguments> table;
    add_url_arguments(table, "user");
    table.add("method", &UriArguments::method, "GET, HEAD, POST, PUT, PATCH, DELETE, …")
        .add("body", &UriArguments::body, "what is sent")
        .add("body_format", &UriArguments::body_format, "how a mapping or a list becomes a body")
        .add("src", &UriArguments::src, "a file to send in place of body", {.path = true})
        .add("remote_src", &UriArguments::remote_src, "src is on the host")
        .add("status_code", &UriArguments::status_code, "the statuses that are success")
        .add("return_content", &UriArguments::return_content, "give the reply's body as `content`")
        .add("follow_redirects", &UriArguments::follow_redirects,
             "safe: those of GET and HEAD; urllib2: as Python does")
        .add("creates", &UriArguments::creates, "a file; where it is, nothing is asked", {.path = true})
        .add("removes", &UriArguments::removes, "a file; where it is not, nothing is asked", {.path = true})
        .add("dest", &UriArguments::dest, "a file, or a directory, for the reply's body", {.path = true})
        .add("unix_socket", &UriArguments::unix_socket, "the socket to connect to, whatever the address says",
             {.path = true});
    return table;
}

Plan Uri::check(const UriArguments& wanted, const HostView& host, const CallOptions& options) const {
    Plan plan;
    FetchRequest request = request_of(wanted, host);
    const auto settled = [&](const std::string& path, std::string_view state) {
        plan.data.set("stdout", fmt::format("skipped, since '{}' {}", path, state));
        return plan;
    };
    if (wanted.creates && host.exists(*wanted.creates)) return settled(*wanted.creates, "exists");
    if (wanted.removes && !host.exists(*wanted.removes)) return settled(*wanted.removes, "does not exist");
    if (options.check_mode) {
        plan.skipped = true;
        plan.unknown =
            "a server is not asked in check mode; check_mode: false on the task has it asked all the same";
        plan.data.set("msg", "remote module (uri) does not support check mode");
        return plan;
    }
    plan.upkeep([wanted, request = std::move(request), options](HostControl& control) {
        return asked(wanted, request, control, options);
    });
    return plan;
}

}  // namespace modules
