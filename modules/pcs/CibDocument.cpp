#include "modules/pcs/CibDocument.hpp"

#include "modules/module/ModuleResult.hpp"

#include <fmt/format.h>

#include <cctype>
#include <sstream>

namespace modules::pcs {

namespace {

// These name an element that stands elsewhere; their id is a reference. A remote node has the id of the
// resource that connects to it.
bool refers_by_id(std::string_view tag) {
    return tag == "node" || tag == "acl_target" || tag == "role" || tag == "obj_ref" || tag == "resource_ref";
}

bool may_start_id(char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return std::isalpha(byte) || letter == '_' || byte >= 0x80;
}

bool may_stand_in_id(char letter) {
    return may_start_id(letter) || std::isdigit(static_cast<unsigned char>(letter)) || letter == '-' ||
           letter == '.';
}

}  // namespace

std::string sanitized_id(std::string_view text) {
    std::string id;
    for (std::size_t place = 0; place < text.size(); ++place)
        if (place == 0 ? may_start_id(text[place]) : may_stand_in_id(text[place])) id += text[place];
    return id;
}

CibDocument::CibDocument(const std::string& xml) : document_(std::make_unique<pugi::xml_document>()) {
    const pugi::xml_parse_result parsed = document_->load_buffer(xml.data(), xml.size());
    if (!parsed)
        throw Failure(fmt::format("the cluster's configuration is no XML: {}", parsed.description()));
    if (!configuration()) throw Failure("the cluster's configuration has no <configuration> in <cib>");
    take_ids_below(configuration());
}

std::string CibDocument::text() const {
    std::ostringstream stream;
    document_->save(stream, "  ", pugi::format_indent | pugi::format_no_declaration);
    return stream.str();
}

std::int64_t CibDocument::epoch() const {
    return document_->child("cib").attribute("epoch").as_llong();
}

void CibDocument::advance_epoch() {
    pugi::xml_node cib = document_->child("cib");
    cib.attribute("epoch").set_value(static_cast<long long>(epoch() + 1));
    if (pugi::xml_attribute updates = cib.attribute("num_updates")) updates.set_value(0);
}

pugi::xml_node CibDocument::configuration() const {
    return document_->child("cib").child("configuration");
}

pugi::xml_node CibDocument::section(const char* name) const {
    return configuration().child(name);
}

pugi::xml_node CibDocument::section_made(const char* name) {
    pugi::xml_node found = section(name);
    return found ? found : configuration().append_child(name);
}

pugi::xml_node CibDocument::find(const std::string& id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? pugi::xml_node() : found->second;
}

std::string CibDocument::free_id(std::string_view proposed) const {
    const std::string wanted = sanitized_id(proposed);
    std::string id = wanted;
    for (int counter = 1; by_id_.contains(id); ++counter)
        id = fmt::format("{}-{}", wanted, counter);
    return id;
}

pugi::xml_node CibDocument::add(pugi::xml_node parent, const char* tag, const std::string& id,
                                pugi::xml_node before) {
    pugi::xml_node element = before ? parent.insert_child_before(tag, before) : parent.append_child(tag);
    element.append_attribute("id").set_value(id.c_str());
    by_id_[id] = element;
    return element;
}

void CibDocument::remove(pugi::xml_node element) {
    forget_ids_below(element);
    element.parent().remove_child(element);
}

void CibDocument::take_ids_below(pugi::xml_node parent) {
    const pugi::xml_attribute id = parent.attribute("id");
    if (id && !refers_by_id(parent.name())) by_id_.emplace(id.value(), parent);
    for (pugi::xml_node child : parent.children())
        take_ids_below(child);
}

void CibDocument::forget_ids_below(pugi::xml_node element) {
    const pugi::xml_attribute id = element.attribute("id");
    if (id) {
        const auto found = by_id_.find(id.value());
        if (found != by_id_.end() && found->second == element) by_id_.erase(found);
    }
    for (pugi::xml_node child : element.children())
        forget_ids_below(child);
}

}  // namespace modules::pcs
