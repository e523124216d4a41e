#include "modules/kernel/PamLimits.hpp"

#include "modules/files/TextFile.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace modules {

namespace {

constexpr std::array limit_items{"core",   "data",      "fsize",        "memlock",  "nofile", "rss",        "stack",
                                 "cpu",    "nproc",     "as",           "maxlogins", "maxsyslogins", "priority", "locks",
                                 "sigpending", "msgqueue", "nice",      "rtprio",   "chroot"};

std::optional<std::int64_t> number_in(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

bool is_unlimited(std::string_view value) {
    return value == "unlimited" || value == "infinity" || value == "-1";
}

void require_limit(std::string_view item, std::string_view value, const std::string& where) {
    const std::optional<std::int64_t> number = number_in(value);
    if (item == "nice" || item == "priority") {
        if (!number || *number < -20 || *number > 19)
            throw Failure(fmt::format("{}\"{}\" is no value for {}: a number from -20 to 19", where, value, item));
    } else if (!is_unlimited(value) && (!number || *number < 0)) {
        throw Failure(fmt::format("{}\"{}\" is no value for {}: a number of 0 or more, or unlimited", where, value, item));
    }
}

/// The value that the line is to have, beside the one that it has.
std::string limit_for(const PamLimitsArguments& wanted, const std::string& present) {
    if (!wanted.use_max && !wanted.use_min) return wanted.value;
    if (is_unlimited(present) || is_unlimited(wanted.value)) {
        const bool keeps = is_unlimited(present) == wanted.use_max || is_unlimited(present) == is_unlimited(wanted.value);
        return keeps ? present : wanted.value;
    }
    const std::int64_t there = number_in(present).value_or(0);
    const std::int64_t asked = number_in(wanted.value).value_or(0);
    return (wanted.use_max ? asked > there : asked < there) ? wanted.value : present;
}

/// The file, and the line (without its end) that holds the limit afterwards.
struct LimitEdit {
    std::string text;
    std::string line;
};

std::string limit_line(const PamLimitsArguments& wanted, const std::string& value, const std::string& comment) {
    return fmt::format("{}\t{}\t{}\t{}{}{}", wanted.domain, Field<LimitType>::to(wanted.limit_type).as_text(),
                       wanted.limit_item, value, comment.empty() ? "" : "\t#", comment);
}

LimitEdit with_limit(const PamLimitsArguments& wanted, const std::string& text) {
    const std::string type = Field<LimitType>::to(wanted.limit_type).as_text();
    LimitEdit edit;
    bool is_there = false;
    for (const std::string& line : lines_of(text)) {
        const std::size_t hash = line.find('#');
        const std::vector<std::string> words = words_of(line.substr(0, hash));
        std::string after = line;
        if (words.size() == 4) {
            require_limit(words[2], words[3], fmt::format("{}: ", wanted.dest));
            if (words[0] == wanted.domain && words[1] == type && words[2] == wanted.limit_item) {
                is_there = true;
                const std::string value = limit_for(wanted, words[3]);
                const std::string remark = hash == std::string::npos ? "" : line.substr(hash + 1);
                if (value != words[3])
                    after = limit_line(wanted, value, wanted.comment.empty() ? remark : wanted.comment);
                edit.line = after;
            }
        }
        edit.text += after + '\n';
    }
    if (!is_there) {
        edit.line = limit_line(wanted, wanted.value, wanted.comment);
        edit.text += edit.line + '\n';
    }
    return edit;
}

}  // namespace

ArgumentList<PamLimitsArguments> PamLimits::table() const {
    using A = PamLimitsArguments;
    ArgumentList<A> list;
    list.add("domain", &A::domain, "whom it is for: a user, @group, %group or *", {.need = Need::required})
        .add("limit_type", &A::limit_type, "soft, hard, or - for both", {.need = Need::required})
        .add("limit_item", &A::limit_item, "what is limited: nofile, nproc, memlock, …", {.need = Need::required})
        .add("value", &A::value, "the limit; unlimited, infinity and -1 are none", {.need = Need::required})
        .add("use_max", &A::use_max, "keep the limit that is there where it is the higher one")
        .add("use_min", &A::use_min, "keep the limit that is there where it is the lower one")
        .add("backup", &A::backup, "keep a dated copy of the old file")
        .add("dest", &A::dest, "the file", {.path = true})
        .add("comment", &A::comment, "a remark behind the limit");
    return list;
}

Plan PamLimits::check(const PamLimitsArguments& wanted, const HostView& host, const CallOptions& options) const {
    if (wanted.use_max && wanted.use_min) throw Failure("Cannot use use_min and use_max at the same time.");
    if (std::find(limit_items.begin(), limit_items.end(), wanted.limit_item) == limit_items.end())
        throw Failure(fmt::format("value of limit_item must be one of: {}, got: {}", fmt::join(limit_items, ", "),
                                  wanted.limit_item));
    require_limit(wanted.limit_item, wanted.value, "");
    Plan plan;
    TextFile file(wanted.dest, host);
    LimitEdit edit = with_limit(wanted, file.text());
    plan.data.set("msg", edit.line + '\n');
    if (edit.text != file.text()) file.set_text(std::move(edit.text));
    file.save(plan, AttributeArguments{}, {.backup = wanted.backup, .backup_key = "backup_file"}, options);
    return plan;
}

}  // namespace modules
