#include "interpreter/expression/Call.hpp"
#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/expression/text.hpp"
#include "interpreter/expression/unicode.hpp"

#include <algorithm>

namespace interpreter {

namespace {

/// RFC 3986, the parts as Python's urlsplit names them.
Map url_parts(const std::string& url) {
    std::string rest = url;
    const auto cut = [&rest](char mark) {
        const std::size_t at = rest.find(mark);
        std::string tail = at == std::string::npos ? "" : rest.substr(at + 1);
        rest = rest.substr(0, at);
        return tail;
    };
    std::string scheme;
    const std::size_t colon = rest.find(':');
    if (colon != std::string::npos && colon > 0 && rest.find_first_of("/?#") > colon) {
        scheme = to_lower(rest.substr(0, colon));
        rest = rest.substr(colon + 1);
    }
    std::string netloc;
    if (rest.starts_with("//")) {
        const std::size_t end = std::min(rest.find_first_of("/?#", 2), rest.size());
        netloc = rest.substr(2, end - 2);
        rest = rest.substr(end);
    }
    const std::string fragment = cut('#');
    const std::string query = cut('?');
    Value user;
    Value password;
    std::string host = netloc;
    if (const std::size_t at = netloc.rfind('@'); at != std::string::npos) {
        const std::string login = netloc.substr(0, at);
        host = netloc.substr(at + 1);
        const std::size_t mark = login.find(':');
        user = login.substr(0, mark);
        if (mark != std::string::npos) password = login.substr(mark + 1);
    }
    Value port;
    const std::size_t bracket = host.find(']');
    const std::size_t mark = host.find(':', bracket == std::string::npos ? 0 : bracket);
    if (mark != std::string::npos && mark + 1 < host.size()) port = std::stoll(host.substr(mark + 1));
    host = to_lower(stripped(host.substr(0, mark), "[]", Sides::both));
    return {{"fragment", fragment}, {"hostname", host.empty() ? Value() : Value(host)},
            {"netloc", netloc},     {"password", password},
            {"path", rest},         {"port", port},
            {"query", query},       {"scheme", scheme},
            {"username", user}};
}

Value urlsplit(Call& call) {
    const Map parts = url_parts(call.input_text());
    if (!call.has(0) || !is_true(call[0])) return parts;
    const Value* found = parts.find(call.text(0));
    if (found == nullptr)
        call.fail("knows no part '" + call.text(0) + "'", did_you_mean(call.text(0), Value(parts).keys()));
    return *found;
}

std::string percent_encoded(const std::string& text, std::string_view safe) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        const bool plain_letter = (character >= '0' && character <= '9') ||
                                  (character >= 'a' && character <= 'z') ||
                                  (character >= 'A' && character <= 'Z');
        if (plain_letter || std::string_view("_.-~").find(character) != std::string_view::npos ||
            safe.find(character) != std::string_view::npos) {
            result += character;
        } else {
            result += '%';
            result += digits[byte >> 4U];
            result += digits[byte & 0xFU];
        }
    }
    return result;
}

Value urlencode(Call& call) {
    const bool pairs = call.input().is_map() || sequence_in(call.input()) != nullptr;
    if (!pairs) return percent_encoded(call.input_text(), "/");
    std::string result;
    const auto add = [&](const std::string& key, const Value& value) {
        if (!result.empty()) result += '&';
        result += replaced(percent_encoded(key, " "), " ", "+") + "=" +
                  replaced(percent_encoded(to_python_text(value), " "), " ", "+");
    };
    if (const List* items = sequence_in(call.input())) {
        for (const Value& item : *items) {
            const List pair = call.items_in(item);
            if (pair.size() != 2) call.fail("needs pairs of a key and a value");
            add(to_python_text(pair[0]), pair[1]);
        }
    } else {
        for (const auto& [key, value] : call.input_map())
            add(key, value);
    }
    return result;
}

Value urldecode(Call& call) {
    std::string result;
    const std::string text = replaced(call.input_text(), "+", " ");
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string code = text.substr(at, 3);
        const bool encoded = code.size() == 3 && code[0] == '%' &&
                             code.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
        result += encoded ? static_cast<char>(std::stoi(code.substr(1), nullptr, 16)) : text[at];
        if (encoded) at += 2;
    }
    return result;
}

constexpr Builtin url_filters_table[] = {
    {"urldecode", urldecode}, {"urlencode", urlencode}, {"urlsplit", urlsplit, "query? alias?"}};

}  // namespace

std::span<const Builtin> url_filters() {
    return url_filters_table;
}

}  // namespace interpreter
