#include "interpreter/playbook/Element.hpp"

#include "interpreter/playbook/Keyword.hpp"

#include <algorithm>

namespace interpreter {

namespace {

bool is_inherited(std::string_view name) {
    const Keyword* keyword = find_keyword(name);
    return keyword != nullptr && keyword->inheritance != Inheritance::none;
}

void add_tag(std::vector<std::string>& tags, std::string_view tag) {
    const std::size_t first = tag.find_first_not_of(' ');
    if (first == std::string_view::npos) return;
    const std::string name(tag.substr(first, tag.find_last_not_of(' ') - first + 1));
    if (std::find(tags.begin(), tags.end(), name) == tags.end()) tags.push_back(name);
}

/// `tags: a, b` is two tags; a number is its digits.
void add_tags(std::vector<std::string>& tags, const Value& value) {
    if (value.is_list()) {
        for (const Value& item : value.as_list())
            add_tags(tags, item);
        return;
    }
    if (value.is_integer()) add_tag(tags, std::to_string(value.as_integer()));
    if (!value.is_text()) return;
    std::string_view rest = value.as_text();
    while (true) {
        const std::size_t comma = rest.find(',');
        add_tag(tags, rest.substr(0, comma));
        if (comma == std::string_view::npos) return;
        rest.remove_prefix(comma + 1);
    }
}

}  // namespace

const Written* Element::own(std::string_view keyword) const {
    const auto found = keywords.find(keyword);
    return found != keywords.end() ? &found->second : nullptr;
}

const Written* Element::find(std::string_view keyword) const {
    if (!is_inherited(keyword)) return own(keyword);
    for (const Element* element = this; element != nullptr; element = element->parent) {
        if (const Written* written = element->own(keyword)) return written;
    }
    return nullptr;
}

std::vector<const Written*> Element::collect(std::string_view keyword) const {
    std::vector<const Written*> found;
    for (const Element* element = this; element != nullptr; element = element->parent) {
        if (const Written* written = element->own(keyword)) found.push_back(written);
    }
    std::reverse(found.begin(), found.end());
    return found;
}

std::vector<std::string> Element::tags() const {
    std::vector<std::string> tags;
    for (const Written* written : collect("tags"))
        add_tags(tags, written->value);
    return tags;
}

Block::Block() = default;
Block::~Block() = default;

}  // namespace interpreter
