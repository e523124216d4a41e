#include "modules/network/Download.hpp"

#include "modules/files/PathFacts.hpp"
#include "modules/files/Paths.hpp"
#include "modules/files/Rewrite.hpp"
#include "modules/network/UriReply.hpp"
#include "modules/system/AtomicFile.hpp"

#include <fmt/format.h>
#include <unistd.h>

namespace modules {

/// The digests of what comes, made as it comes.
struct Download::Sums {
    Digest sha1{DigestKind::sha1};
    Digest md5{DigestKind::md5};
    Digest asked;

    explicit Sums(const std::optional<Checksum>& checksum)
        : asked(checksum ? checksum->kind : DigestKind::sha1) {}
    void add(std::string_view bytes) {
        sha1.add(bytes);
        md5.add(bytes);
        asked.add(bytes);
    }
};

/// A reply, and what came with it.
struct Download::Arrival {
    Fetched fetched;
    std::int64_t elapsed = 0;
    /// Where the file is to be.
    std::string place;
    std::string sha1;
    std::string md5;
    [[nodiscard]] bool nothing_newer() const { return fetched.reply.status == 304; }
};

Download::Download(const GetUrlArguments& wanted, const HostView& host, const CallOptions& options)
    : wanted_(wanted), options_(options), request_(fetch_request(wanted, host)),
      into_directory_(host.is_directory(wanted.dest)) {
    if (wanted.tmp_dest && !host.is_directory(*wanted.tmp_dest))
        throw Failure(*wanted.tmp_dest + (host.exists(*wanted.tmp_dest)
                                              ? " is a file but should be a directory."
                                              : " directory does not exist."));
    if (!wanted.checksum.empty())
        checksum_ = checksum_of(wanted.checksum, file_name_in(request_.url),
                                [this](const Url& source) { return get_text(source); });
    const std::optional<FileStatus> present = host.status(wanted.dest, Follow::links);
    if (!present || into_directory_ || wanted.force) return;
    is_there_ = checksum_ && digest_of(checksum_->kind, host.read(wanted.dest)) == checksum_->value;
    // What has the wrong checksum may still be newer than what the server has.
    if (!checksum_) request_.fields.set("If-Modified-Since", http_date(present->modified));
}

bool Download::is_there() const {
    return is_there_;
}

std::string Download::get_text(const Url& source) const {
    FetchRequest request = request_;
    request.url = source;
    try {
        const Fetched fetched = fetch(request);
        require_good(fetched);
        return fetched.reply.body;
    } catch (const HttpFailure& failure) {
        throw Failure(fmt::format("Request failed: {}", failure.what()), Map{{"url", source.text}});
    }
}

std::string Download::place_for(const HostView& host, const HttpReply& head) const {
    if (!into_directory_) return host.real_path(wanted_.dest);
    const std::string name = proposed_file_name(head);
    return host.real_path(joined(wanted_.dest, name.empty() ? "index.html" : name));
}

std::optional<std::string> Download::directory_trouble(const HostView& host) const {
    const std::string directory = parent_of(wanted_.dest);
    if (into_directory_ || host.is_directory(directory)) return std::nullopt;
    return fmt::format("Destination {} does not exist", directory);
}

void Download::require_good(const Fetched& fetched) const {
    const HttpReply& reply = fetched.reply;
    if (reply.status == 200 || reply.status == 304) return;
    throw Failure(fmt::format("Request failed: {} answered {} {} and not 200{}", reply.url.text, reply.status,
                              reply.reason, beginning_of(reply.body)),
                  Map{{"status_code", reply.status},
                      {"response", fetched.message},
                      {"url", request_.url.text},
                      {"dest", wanted_.dest}});
}

Failure Download::no_reply(const HttpFailure& failure) const {
    return Failure(fmt::format("Request failed: {}", failure.what()),
                   Map{{"url", request_.url.text}, {"dest", wanted_.dest}});
}

Download::Arrival Download::arrive(const HostView& host, const Keep& keep) const {
    const double start = host.now();
    Sums sums(checksum_);
    bool kept = false;
    Arrival arrival;
    arrival.fetched = fetch(request_, [&](const HttpReply& head) -> BodySink {
        if (head.status != 200) return {};
        kept = true;
        return [&sums, sink = keep(place_for(host, head))](std::string_view bytes) {
            sums.add(bytes);
            sink(bytes);
        };
    });
    arrival.elapsed = static_cast<std::int64_t>(host.now() - start);
    require_good(arrival.fetched);
    arrival.place = place_for(host, arrival.fetched.reply);
    if (arrival.nothing_newer()) return arrival;
    // An empty file has no body that would have been asked about.
    if (!kept) static_cast<void>(keep(arrival.place));
    arrival.sha1 = sums.sha1.hexadecimal();
    arrival.md5 = sums.md5.hexadecimal();
    const std::string sum = sums.asked.hexadecimal();
    if (checksum_ && sum != checksum_->value)
        throw Failure(
            fmt::format("The checksum for {} did not match {}; it was {}.", arrival.place, checksum_->value,
                        sum),
            Map{{"url", request_.url.text}, {"dest", arrival.place}, {"checksum_src", arrival.sha1}});
    return arrival;
}

void Download::add_attributes(Plan& plan, const HostView& host, const std::string& place) const {
    const std::optional<FileStatus> present = host.status(place, Follow::links);
    if (present) Attributes(wanted_, host, options_).add_changes(plan, place, *present, Follow::links);
    plan.afterwards = [place](const HostView& changed) { return path_facts(changed, place); };
}

Plan Download::attributes_only(const HostView& host) const {
    Plan plan;
    plan.data = {{"dest", wanted_.dest}, {"url", request_.url.text}, {"elapsed", 0}};
    add_attributes(plan, host, host.real_path(wanted_.dest));
    plan.data.set("msg", plan.changes.empty() ? "file already exists"
                                              : "file already exists but file attributes changed");
    return plan;
}

/// What an arrival is to the host; the same in check mode, where nothing is to be done.
Plan Download::landing(const HostView& host, const Arrival& arrival,
                       std::function<Outcome(HostControl&)> action) const {
    Plan plan;
    const HttpReply& reply = arrival.fetched.reply;
    plan.data = {{"dest", into_directory_ ? arrival.place : wanted_.dest},
                 {"url", request_.url.text},
                 {"elapsed", arrival.elapsed},
                 {"status_code", reply.status},
                 {"msg", arrival.fetched.message}};
    const bool exists = host.exists(arrival.place);
    if (!arrival.nothing_newer()) {
        const Value before = exists ? Value(digest_of(DigestKind::sha1, host.read(arrival.place))) : Value();
        plan.data.set("checksum_src", arrival.sha1);
        plan.data.set("checksum_dest", before);
        plan.data.set("md5sum", arrival.md5);
        if (before != Value(arrival.sha1))
            plan.change({arrival.place, exists ? Value(Map{{"checksum", before}}) : Value(),
                         Map{{"checksum", arrival.sha1}}},
                        std::move(action));
    }
    add_attributes(plan, host, arrival.place);
    return plan;
}

Plan Download::compared(const HostView& host) const {
    Plan unknown;
    if ((unknown.unknown = directory_trouble(host))) return unknown;
    try {
        return landing(host, arrive(host, [](const std::string&) { return [](std::string_view) {}; }), {});
    } catch (const Unreachable& failure) {
        // Who is not there yet may be by then.
        unknown.unknown = no_reply(failure).what();
        return unknown;
    } catch (const HttpFailure& failure) {
        throw no_reply(failure);
    }
}

Outcome Download::fetched(HostControl& host) const {
    if (const std::optional<std::string> trouble = directory_trouble(host)) throw Failure(*trouble);
    // Beside its place, so that it gets there in one step; elsewhere only where that is asked for.
    const bool elsewhere = wanted_.tmp_dest || wanted_.unsafe_writes;
    const std::string other =
        elsewhere ? fmt::format("{}/.understudy-fetched-{}",
                                wanted_.tmp_dest.value_or(host.temporary_directory()), ::getpid())
                  : "";
    std::shared_ptr<AtomicFile> file;
    Arrival arrival;
    try {
        arrival = arrive(host, [&](const std::string& place) {
            file = std::make_shared<AtomicFile>(elsewhere ? other : place);
            return [file](std::string_view bytes) { file->append(bytes); };
        });
    } catch (const HttpFailure& failure) {
        throw no_reply(failure);
    }
    const std::optional<FileStatus> present = host.status(arrival.place, Follow::links);
    const Attributes attributes(wanted_, host, options_);
    Ownership ownership = present ? attributes.for_present(*present) : attributes.for_new(0644, false);
    if (present && elsewhere)
        ownership = {ownership.user.value_or(present->user), ownership.group.value_or(present->group),
                     ownership.mode.value_or(present->mode)};
    Outcome outcome;
    outcome.further.push_back(landing(host, arrival, [=, this](HostControl& control) {
        Outcome done;
        if (wanted_.backup && present) done.data.set("backup_file", back_up(control, arrival.place));
        file->finish(ownership);
        if (wanted_.unsafe_writes && present) {
            control.write_in_place(arrival.place, control.read(other));
            control.remove(other);
        } else if (elsewhere) {
            control.move(other, arrival.place);
        }
        return done;
    }));
    return outcome;
}

}  // namespace modules
