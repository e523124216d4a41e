#include "modules/files/BlockInFile.hpp"

#include "modules/files/BlockEdit.hpp"
#include "modules/files/TextFile.hpp"

#include <fmt/format.h>

namespace modules {

ArgumentList<BlockInFileArguments> BlockInFile::table() const {
    ArgumentList<BlockInFileArguments> table;
    table
        .add("path", &BlockInFileArguments::path, "the file",
             {.need = Need::required, .aliases = {"dest", "destfile", "name"}, .path = true})
        .add("state", &BlockInFileArguments::state, "whether the block is to be there")
        .add("block", &BlockInFileArguments::block, "the lines; none: the block is removed",
             {.aliases = {"content"}})
        .add("marker", &BlockInFileArguments::marker,
             "the line above and below the block, {mark} standing for marker_begin and marker_end")
        .add("marker_begin", &BlockInFileArguments::marker_begin, "what {mark} is above the block")
        .add("marker_end", &BlockInFileArguments::marker_end, "what {mark} is below the block")
        .add("insertafter", &BlockInFileArguments::insertafter,
             "where there are no markers: after the last line that matches this, or EOF")
        .add("insertbefore", &BlockInFileArguments::insertbefore,
             "where there are no markers: before the last line that matches this, or BOF")
        .add("create", &BlockInFileArguments::create,
             "make the file, and directories above it, where there is none")
        .add("backup", &BlockInFileArguments::backup, "keep a dated copy of the old file")
        .add("validate", &BlockInFileArguments::validate,
             "a command that must succeed on the new file (%s) before it replaces the old one");
    add_attribute_arguments(table);
    return table;
}

Plan BlockInFile::check(const BlockInFileArguments& wanted, const HostView& host,
                        const CallOptions& options) const {
    if (wanted.insertbefore && wanted.insertafter)
        throw Failure("parameters are mutually exclusive: insertbefore|insertafter");
    Plan plan;
    TextFile file(wanted.path, host);
    if (!file.exists() && !wanted.create) {
        const std::string message = fmt::format("Path {} does not exist !", wanted.path);
        if (!options.check_mode) throw Failure(message, Map{{"rc", 257}});
        plan.unknown = message;
        return plan;
    }
    if (!file.exists() && wanted.state == Presence::absent) {
        plan.data.set("msg", fmt::format("File {} not present", wanted.path));
        return plan;
    }
    std::string text = with_block(wanted, file.text());
    std::string message = removes_block(wanted) ? "Block removed" : "Block inserted";
    if (!file.exists()) message = "File created";
    if (file.exists() && text == file.text()) message.clear();
    file.set_text(std::move(text));
    file.save(plan, wanted,
              {.showing = wanted.block.secret ? Showing::secret : Showing::plain,
               .backup = wanted.backup,
               .backup_key = "backup_file",
               .validate = wanted.validate},
              options);
    plan.data.set("msg", file.message(plan, std::move(message)));
    return plan;
}

}  // namespace modules
