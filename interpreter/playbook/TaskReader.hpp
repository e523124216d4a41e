#pragma once

#include "interpreter/playbook/ActionReader.hpp"
#include "interpreter/playbook/KeywordReader.hpp"
#include "interpreter/playbook/Loading.hpp"

#include <memory>
#include <string>
#include <vector>

namespace interpreter {

/// Reads lists of tasks and blocks, and puts what is imported in its place.
class TaskReader {
  public:
    TaskReader(Loading& loading, Scene scene);

    /// The tasks of a list (a section, a block's body, a file) into `items`. `what` is for messages: "tasks".
    void read(const YamlNode& list, const Element& parent, std::vector<BlockItem>& items);
    /// The same for handlers, which stand in one flat list.
    void read_handlers(const YamlNode& list, const Element& parent,
                       std::vector<std::unique_ptr<Task>>& handlers);

  private:
    void read_item(const YamlNode& node, const Element& parent, std::vector<BlockItem>& items);
    std::unique_ptr<Block> read_block(const YamlNode& node, const Element& parent);
    void read_section(const YamlEntry& entry, Block& block, std::vector<BlockItem>& items, Scene scene);
    void read_task(const YamlNode& node, const Element& parent, std::vector<BlockItem>& items);
    std::unique_ptr<Task> make_task(const YamlNode& node, const Element& parent);
    void read_keywords(const YamlNode& node, Task& task);
    void read_loop(const YamlEntry& entry, Task& task);
    void read_loop_control(const YamlEntry& entry, Task& task);
    void read_listen(const YamlEntry& entry, Task& task);
    void read_register(const Task& task);
    void settle(Task& task, WrittenAction action);
    void import_tasks(Task& import, const WrittenAction& action, std::vector<BlockItem>& items);
    void import_role(Task& import, const WrittenAction& action, std::vector<BlockItem>& items);
    bool may_import(const Task& import, const WrittenAction& action);

    Loading& loading_;
    Scene scene_;
    Place place_;
    KeywordReader keywords_;
};

/// A document that should be a list of tasks; null (and an error) when it is none. An empty file is an empty
/// list.
const YamlNode* task_list(const YamlNode& document, const std::string& path, Diagnostics& diagnostics);

}  // namespace interpreter
