#include "modules/network/UriReply.hpp"

#include "modules/files/Encoding.hpp"
#include "modules/value/Json.hpp"
#include "modules/value/Text.hpp"

namespace modules {

namespace {

/// "application/vnd.api+json; charset=utf-8" → "json": what the content is made of.
std::string kind_of_content(const std::string& type) {
    const std::string word = lower_case(trimmed(type.substr(0, type.find_first_of(";,"))));
    const std::string kind = word.substr(word.find('/') + 1);
    return kind.substr(kind.rfind('+') + 1);
}

std::string key_of(std::string_view field) {
    std::string key = lower_case(field);
    for (char& character : key)
        if (character == '-') character = '_';
    return key;
}

void add_cookies(Map& facts, const Fetched& fetched) {
    Map cookies;
    std::string text;
    for (const auto& [name, value] : fetched.cookies) {
        cookies.set(name, value);
        text += (text.empty() ? "" : "; ") + name + "=" + value;
    }
    facts.set("cookies_string", text);
    facts.set("cookies", std::move(cookies));
}

std::string location_of(const Fetched& fetched, const std::string& location) {
    try {
        return resolved_url(fetched.reply.url, location).text;
    } catch (const Failure&) {
        return location;
    }
}

}  // namespace

std::optional<std::string> field_parameter(std::string_view field, std::string_view name) {
    for (std::size_t start = field.find(';'); start < field.size();) {
        const std::size_t equals = field.find('=', start);
        if (equals == std::string_view::npos) return std::nullopt;
        const std::string present = lower_case(trimmed(field.substr(start + 1, equals - start - 1)));
        std::string value;
        std::size_t end = equals + 1;
        if (end < field.size() && field[end] == '"') {
            for (++end; end < field.size() && field[end] != '"'; ++end) {
                if (field[end] == '\\' && end + 1 < field.size()) ++end;
                value += field[end];
            }
        } else {
            end = std::min(field.find(';', equals), field.size());
            value = trimmed(field.substr(equals + 1, end - equals - 1));
        }
        if (present == name) return value;
        start = field.find(';', end);
    }
    return std::nullopt;
}

std::string proposed_file_name(const HttpReply& reply) {
    const std::string disposition = reply.fields.value("content-disposition").value_or("");
    const std::string proposed = field_parameter(disposition, "filename").value_or("");
    // Only a name: a server shall not choose the directory.
    const std::string name = proposed.substr(proposed.find_last_of("/\\") + 1);
    return name.empty() || name == "." || name == ".." ? file_name_in(reply.url) : name;
}

Map reply_facts(const UriArguments& wanted, const Fetched& fetched) {
    const HttpReply& reply = fetched.reply;
    Map facts;
    for (const auto& [field, ignored] : reply.fields)
        facts.set(key_of(field), reply.fields.value(field).value_or(""));
    if (const std::optional<std::string> location = reply.fields.value("location"))
        facts.set("location", location_of(fetched, *location));
    // Who refuses is not where one wanted to go: as in Ansible only a good reply tells who gave it.
    const Url asked = parsed_url(wanted.url);
    facts.set("url", fetched.good() ? fetched.reply.url.text : asked.text);
    facts.set("redirected", fetched.good() && fetched.reply.url.text != asked.text);
    facts.set("status", reply.status);
    if (fetched.good()) add_cookies(facts, fetched);
    facts.set("msg", fetched.message);
    const std::string type = reply.fields.value("content-type").value_or("application/octet-stream");
    const Encoding encoding =
        encoding_named(field_parameter(type, "charset").value_or("utf-8")).value_or(Encoding::utf8);
    const std::string kind = kind_of_content(type);
    if (kind == "json" || kind == "javascript") {
        try {
            facts.set("json", from_json(decoded(reply.body, encoding)));
        } catch (const std::runtime_error&) {
            // It only says that it is JSON; whoever wants to know looks at the content.
        }
    }
    if (wanted.return_content) facts.set("content", decoded(reply.body, encoding));
    return facts;
}

}  // namespace modules
