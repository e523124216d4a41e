#pragma once

#include "interpreter/graph/TaskGraph.hpp"
#include "interpreter/playbook/Element.hpp"

#include <vector>

namespace interpreter {

/// One of a play's sections.
struct Section {
    const std::vector<BlockItem>* items = nullptr;
    /// Notified handlers run when it ends: all sections but `roles`, which is one with `tasks` in this.
    bool ends_with_handlers = true;
};

/// The play's sections (pre_tasks, roles, tasks, post_tasks) in the order that their barriers give.
std::vector<Section> sections_in_order(const Play& play);

/// A graph whose vertices are the items of one section in file order. With the linear strategy silence means order:
/// each item comes after all before it.
TaskGraph section_graph(const std::vector<BlockItem>& items);

/// The items in an order that keeps every edge of section_graph(). Throws DiagnosticError for a cycle.
std::vector<std::size_t> items_in_order(const std::vector<BlockItem>& items);

}  // namespace interpreter
