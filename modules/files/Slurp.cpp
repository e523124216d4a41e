#include "modules/files/Slurp.hpp"

#include "modules/system/HostView.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

/// RFC 4648, section 4.
std::string base64(std::string_view bytes) {
    static constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t start = 0; start < bytes.size(); start += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - start);
        unsigned group = 0;
        for (std::size_t byte = 0; byte < 3; ++byte)
            group = group << 8U | (byte < count ? static_cast<unsigned char>(bytes[start + byte]) : 0U);
        for (std::size_t digit = 0; digit < 4; ++digit)
            text += digit <= count ? digits[group >> (18 - 6 * digit) & 63U] : '=';
    }
    return text;
}

}  // namespace

ArgumentList<SlurpArguments> Slurp::table() const {
    ArgumentList<SlurpArguments> table;
    table.add("src", &SlurpArguments::src, "the file",
              {.need = Need::required, .aliases = {"path"}, .path = true});
    return table;
}

Plan Slurp::check(const SlurpArguments& wanted, const HostView& host, const CallOptions& options) const {
    const std::optional<FileStatus> status = host.status(wanted.src, Follow::links);
    Plan plan;
    if (!status) {
        const std::string message = fmt::format("file not found: {}", wanted.src);
        if (!options.check_mode) throw Failure(message);
        plan.unknown = message;
        return plan;
    }
    if (status->type == FileType::directory)
        throw Failure(fmt::format("source is a directory and must be a file: {}", wanted.src));
    plan.data = {{"content", base64(host.read(wanted.src))}, {"source", wanted.src}, {"encoding", "base64"}};
    return plan;
}

}  // namespace modules
