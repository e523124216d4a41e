#include "modules/files/Assemble.hpp"

#include "modules/files/ArgumentPattern.hpp"
#include "modules/files/CopyLook.hpp"
#include "modules/files/Fragments.hpp"
#include "modules/files/Paths.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

/// Which names of the directory count.
class FragmentChoice {
  public:
    explicit FragmentChoice(const AssembleArguments& wanted) : ignore_hidden_(wanted.ignore_hidden) {
        if (wanted.regexp) pattern_.emplace(argument_pattern("regexp", *wanted.regexp));
    }
    [[nodiscard]] bool takes(const std::string& name) const {
        if (ignore_hidden_ && name.starts_with('.')) return false;
        return !pattern_ || pattern_->search(name);
    }

  private:
    bool ignore_hidden_;
    std::optional<Pattern> pattern_;
};

struct Chosen {
    std::vector<std::string> fragments;
    bool secret = false;
};

Chosen chosen(const AssembleArguments& wanted, const HostView& host) {
    const FragmentChoice choice(wanted);
    Chosen result;
    if (wanted.fragments) {
        for (const Value& fragment : wanted.fragments->as_list()) {
            if (!choice.takes(fragment.text_of("name"))) continue;
            const std::optional<Value> content = fragment.get("content");
            result.secret = result.secret || (content && content->is_secret());
            result.fragments.push_back(fragment.text_of("content"));
        }
        return result;
    }
    if (!host.exists(wanted.src)) throw Failure(fmt::format("Source ({}) does not exist", wanted.src));
    if (!host.is_directory(wanted.src)) throw Failure(fmt::format("Source ({}) is not a directory", wanted.src));
    for (const std::string& name : host.list(wanted.src)) {
        const std::string path = joined(wanted.src, name);
        if (!choice.takes(name)) continue;
        const std::optional<FileStatus> status = host.status(path, Follow::links);
        if (status && status->type == FileType::regular) result.fragments.push_back(host.read(path));
    }
    return result;
}

}  // namespace

ArgumentList<AssembleArguments> Assemble::table() const {
    ArgumentList<AssembleArguments> list;
    list.add("src", &AssembleArguments::src, "the directory of fragments", {.need = Need::required, .path = true})
        .add("dest", &AssembleArguments::dest, "the file to make of them", {.need = Need::required, .path = true})
        .add("backup", &AssembleArguments::backup, "keep a dated copy of a file that is replaced")
        .add("delimiter", &AssembleArguments::delimiter, "what stands between two fragments")
        .add("remote_src", &AssembleArguments::remote_src, "src is on the host (yes), or on the control side")
        .add("regexp", &AssembleArguments::regexp, "only fragments whose name it fits")
        .add("ignore_hidden", &AssembleArguments::ignore_hidden, "leave out names that begin with a dot")
        .add("validate", &AssembleArguments::validate,
             "a command that must succeed on the new file (%s) before it replaces the old one")
        .add("_fragments", &AssembleArguments::fragments, "internal: the fragments, from the control side");
    add_attribute_arguments(list);
    return list;
}

Plan Assemble::check(const AssembleArguments& wanted, const HostView& host, const CallOptions& options) const {
    CopyArguments copy;
    static_cast<AttributeArguments&>(copy) = wanted;
    copy.dest = wanted.dest;
    const Chosen parts = chosen(wanted, host);
    copy.content = Text{assembled(parts.fragments, unescaped(wanted.delimiter.value_or(""))), parts.secret};
    copy.backup = wanted.backup;
    copy.validate = wanted.validate;
    Plan plan = CopyLook(copy, host, options).plan();
    plan.data.set("src", wanted.src);
    plan.data.set("msg", "OK");
    return plan;
}

}  // namespace modules
