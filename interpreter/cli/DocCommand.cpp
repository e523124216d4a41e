#include "interpreter/cli/DocCommand.hpp"

#include "interpreter/cli/Groundwork.hpp"
#include "interpreter/cli/Manual.hpp"
#include "interpreter/cli/OptionGroups.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <ostream>
#include <sstream>

namespace interpreter {

namespace {

OptionTable doc_table() {
    OptionTable all("Options");
    all.add_options()("help,h", "show this and end")("list,l", "all names, a line each")(
        "type,t", boost::program_options::value<std::string>(),
        "of this kind only: module, action, keyword, filter, test, function, lookup or setting");
    return all;
}

std::string doc_help() {
    std::ostringstream text;
    text << "understudy doc [options] [NAME…]\n\nExplains what may stand in playbooks, templates and ansible.cfg.\n\n"
         << doc_table() << "\nExit codes: 0 done; 1 there is nothing of that name; 2 wrong usage.\n";
    return text.str();
}

std::string in_large_letters(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char letter) { return std::toupper(letter); });
    return text;
}

// Of the collections that are built in, a name may stand with its collection.
std::string without_collection_prefix(const std::string& name) {
    for (const char* collection : {"ansible.builtin.", "ansible.posix.", "ansible.legacy.", "community.general.",
                                   "community.mysql.", "community.rabbitmq."})
        if (name.starts_with(collection)) return name.substr(std::string_view(collection).size());
    return name;
}

void print_page(std::ostream& out, const ManualPage& page) {
    out << fmt::format("{} {}\n\n", in_large_letters(page.kind), page.name) << wrapped(page.summary, 2) << page.body;
}

void print_list(std::ostream& out, const std::string& kind) {
    std::string last;
    for (const ManualPage& page : manual()) {
        if (!kind.empty() && page.kind != kind) continue;
        if (kind.empty() && page.kind != last) out << (last.empty() ? "" : "\n") << page.kind << "s:\n";
        last = page.kind;
        out << fmt::format("  {:<32} {}\n", page.name, page.summary);
    }
}

int print_pages(const std::vector<std::string>& names, const std::string& kind, Groundwork& ground) {
    bool first = true;
    int status = 0;
    for (const std::string& name : names) {
        bool found = false;
        std::vector<std::string> known;
        for (const ManualPage& page : manual()) {
            if (!kind.empty() && page.kind != kind) continue;
            known.push_back(page.name);
            const bool meant = page.name == without_collection_prefix(name) ||
                               std::find(page.also.begin(), page.also.end(), name) != page.also.end();
            if (!meant) continue;
            if (!std::exchange(first, false)) ground.out << "\n";
            print_page(ground.out, page);
            found = true;
        }
        if (found) continue;
        status = 1;
        ground.error << "understudy doc: "
                     << unknown_word(kind.empty() ? "name" : kind, name, known) << "\ntry: understudy doc -l\n";
    }
    return status;
}

}  // namespace

int run_doc_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& error) {
    return run_command("doc", out, error, [&](Groundwork& ground) {
        const ParsedOptions parsed(arguments, doc_table());
        if (parsed.has("help")) {
            out << doc_help();
            return 0;
        }
        const std::string kind = parsed.text("type");
        const std::vector<std::string>& kinds = manual_kinds();
        if (!kind.empty() && std::find(kinds.begin(), kinds.end(), kind) == kinds.end())
            throw UsageError(unknown_word("kind", kind, kinds));
        if (parsed.positional().empty() && !parsed.has("list")) throw UsageError("say a name, or -l for all names");
        if (parsed.has("list")) print_list(out, kind);
        return print_pages(parsed.positional(), kind, ground);
    });
}

}  // namespace interpreter
