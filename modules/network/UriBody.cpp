#include "modules/network/UriBody.hpp"

#include "modules/module/PythonLiteral.hpp"
#include "modules/value/Json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules {

namespace {

std::string text_of(const Value& value) {
    return value.is_text() ? value.as_text() : to_python_text(value);
}

/// One name with its value, or with each value of a list; null says nothing.
void add_pairs(std::string& form, const std::string& name, const Value& value) {
    if (value.is_null()) return;
    if (value.is_list()) {
        for (const Value& item : value.as_list())
            if (!item.is_null())
                form += fmt::format("{}{}={}", form.empty() ? "" : "&", form_quoted(name),
                                    form_quoted(text_of(item)));
        return;
    }
    form += fmt::format("{}{}={}", form.empty() ? "" : "&", form_quoted(name), form_quoted(text_of(value)));
}

std::string form_of(const Value& body) {
    std::string form;
    if (body.is_map()) {
        for (const std::string& name : body.keys())
            add_pairs(form, name, body.get(name).value_or(Value()));
        return form;
    }
    if (!body.is_list())
        throw Failure(
            fmt::format("body: a form is a mapping or a list of pairs, found {}", kind_name(body.kind())));
    for (const Value& pair : body.as_list()) {
        if (!pair.is_list() || pair.as_list().size() != 2)
            throw Failure("body: each item of a form's list is a pair of name and value");
        add_pairs(form, text_of(pair.as_list()[0]), pair.as_list()[1]);
    }
    return form;
}

std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char character : text) {
        if (character == '\r' || character == '\n')
            throw Failure("body: the name of a part holds a line end");
        if (character == '"' || character == '\\') result += '\\';
        result += character;
    }
    return result + '"';
}

std::string part_of_form(const std::string& name, const Value& value) {
    if (value.is_text())
        return fmt::format("Content-Type: text/plain\r\nContent-Disposition: form-data; name={}\r\n\r\n{}",
                           quoted(name), value.as_text());
    if (!value.is_map())
        throw Failure(
            fmt::format("body: {} must be text or a mapping of content, filename and mime_type, found {}",
                        name, kind_name(value.kind())));
    const std::optional<Value> content = value.get("content");
    if (!content)
        throw Failure(fmt::format("body: {} has no content; lookup('file', …) gives that of a file", name));
    const std::string file = value.text_of("filename");
    const std::string file_name = file.substr(file.rfind('/') + 1);
    return fmt::format("Content-Type: {}\r\nContent-Disposition: form-data; name={}{}\r\n\r\n{}",
                       value.text_of("mime_type", "application/octet-stream"), quoted(name),
                       file.empty() ? "" : "; filename=" + quoted(file_name), text_of(*content));
}

UriBody multipart(const Value& body) {
    if (!body.is_map())
        throw Failure(fmt::format("body: form-multipart wants a mapping, found {}", kind_name(body.kind())));
    std::vector<std::string> names = body.keys();
    std::sort(names.begin(), names.end());
    std::vector<std::string> parts;
    for (const std::string& name : names)
        parts.push_back(part_of_form(name, body.get(name).value_or(Value())));
    // What separates the parts may stand in none of them.
    std::string boundary = "===============part";
    for (bool free = false; !free;) {
        free = std::none_of(parts.begin(), parts.end(), [&](const std::string& part) {
            return part.find(boundary) != std::string::npos;
        });
        if (!free) boundary += '=';
    }
    UriBody encoded{"", fmt::format("multipart/form-data; boundary=\"{}\"", boundary)};
    for (const std::string& part : parts)
        encoded.content += fmt::format("--{}\r\n{}\r\n", boundary, part);
    encoded.content += fmt::format("--{}--\r\n", boundary);
    return encoded;
}

}  // namespace

UriBody encoded_body(const Value& body, BodyFormat format) {
    switch (format) {
    case BodyFormat::json:
        return {body.is_text() ? body.as_text() : to_json(body, 0, SecretStyle::revealed),
                "application/json"};
    case BodyFormat::form_urlencoded:
        return {body.is_text() || body.is_null() ? (body.is_null() ? "" : body.as_text()) : form_of(body),
                "application/x-www-form-urlencoded"};
    case BodyFormat::form_multipart:
        return multipart(body);
    case BodyFormat::raw:
        break;
    }
    if (body.is_null()) return {};
    if (body.is_map() || body.is_list())
        throw Failure(fmt::format(
            "body: {} is sent with body_format json, form-urlencoded or form-multipart; raw sends "
            "text",
            kind_name(body.kind())));
    // What urllib says where nobody says anything.
    return {text_of(body), "application/x-www-form-urlencoded"};
}

}  // namespace modules
