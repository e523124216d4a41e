#include "modules/pcs/MemberList.hpp"

#include "modules/module/ModuleResult.hpp"
#include "modules/pcs/DeclarationReader.hpp"

#include <fmt/format.h>

#include <set>

namespace modules::pcs {

std::vector<CorosyncNode> member_list(const std::vector<Value>& nodes, const char* argument) {
    std::vector<CorosyncNode> members;
    std::set<std::string> names;
    for (std::size_t index = 0; index < nodes.size(); ++index) {
        const std::string where = fmt::format("{}[{}]", argument, index);
        CorosyncNode member;
        if (nodes[index].is_text()) {
            member.name = nodes[index].as_text();
        } else {
            DeclarationReader reader(nodes[index], where);
            member.name = reader.required("name");
            if (const std::optional<Value> address = reader.any("addr"); address && address->is_list()) {
                for (const Value& one : address->as_list())
                    member.addresses.push_back(wanted_value(one, where + ": addr").text);
            } else if (address) {
                member.addresses.push_back(wanted_value(*address, where + ": addr").text);
            }
            reader.expect_nothing_else();
        }
        if (!names.insert(member.name).second)
            throw Failure(fmt::format("{}: the node \"{}\" is named twice", where, member.name));
        members.push_back(std::move(member));
    }
    if (members.empty()) throw Failure(fmt::format("{}: at least one node is needed", argument));
    return members;
}

std::vector<std::string> pcs_words(const CorosyncNode& node) {
    std::vector<std::string> words{node.name};
    for (const std::string& address : node.addresses)
        words.push_back("addr=" + address);
    return words;
}

}  // namespace modules::pcs
