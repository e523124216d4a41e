#include "interpreter/expression/attribute.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/expression/text.hpp"
#include "interpreter/expression/unicode.hpp"

#include <algorithm>
#include <charconv>

namespace interpreter {

Attribute::Attribute(const Value& written) {
    if (!written.is_text()) {
        parts_.push_back(written);
        return;
    }
    for (const std::string& part : split_text(written.as_text(), ".", -1)) {
        std::int64_t index = 0;
        const auto parsed = std::from_chars(part.data(), part.data() + part.size(), index);
        const bool number = !part.empty() && parsed.ec == std::errc() &&
                            parsed.ptr == part.data() + part.size() && index >= 0;
        parts_.push_back(number ? Value(index) : Value(part));
    }
}

Value Attribute::of(const Value& item, const Call& call, const Value* fallback) const {
    Value found = item;
    for (const Value& part : parts_) {
        found = call.evaluator().part_of(found, part, call.position());
        if (fallback != nullptr && is_undefined(found)) found = *fallback;
    }
    return found;
}

SortKey::SortKey(const Value& attribute, Case letters) : letters_(letters) {
    if (attribute.is_null()) return;
    if (!attribute.is_text()) {
        attributes_.emplace_back(attribute);
        return;
    }
    for (std::string& one : split_text(attribute.as_text(), ",", -1))
        attributes_.emplace_back(Value(std::move(one)));
}

Value SortKey::of(const Value& item, const Call& call) const {
    const auto key = [&](const Value& value) {
        call.evaluator().require(value);
        return letters_ == Case::ignored ? without_case(value) : value;
    };
    if (attributes_.empty()) return key(item);
    if (attributes_.size() == 1) return key(attributes_.front().of(item, call));
    List keys;
    for (const Attribute& attribute : attributes_)
        keys.push_back(key(attribute.of(item, call)));
    return keys;
}

Value without_case(const Value& value) {
    return value.is_text() ? make_text(to_lower(value.as_text()), value.is_secret()) : value;
}

}  // namespace interpreter
