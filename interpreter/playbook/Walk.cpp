#include "interpreter/playbook/Walk.hpp"

namespace interpreter {

void walk(const std::vector<BlockItem>& items, const std::function<void(const Element&)>& visit) {
    for (const BlockItem& item : items) {
        if (const auto* task = std::get_if<std::unique_ptr<Task>>(&item)) {
            visit(**task);
            continue;
        }
        const Block& block = *std::get<std::unique_ptr<Block>>(item);
        visit(block);
        walk(block.body, visit);
        walk(block.rescue, visit);
        walk(block.always, visit);
    }
}

void walk(const Play& play, const std::function<void(const Element&)>& visit) {
    visit(play);
    for (const Block* section :
         {play.pre_tasks.get(), play.role_tasks.get(), play.tasks.get(), play.post_tasks.get()})
        walk(section->body, visit);
    for (const std::unique_ptr<Role>& role : play.roles) {
        visit(*role);
        for (const std::unique_ptr<Task>& handler : role->handlers)
            visit(*handler);
    }
    for (const std::unique_ptr<Task>& handler : play.handlers)
        visit(*handler);
}

}  // namespace interpreter
