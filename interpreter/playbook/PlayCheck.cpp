#include "interpreter/playbook/PlayCheck.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/playbook/IncludeCheck.hpp"
#include "interpreter/playbook/PlayGraph.hpp"
#include "interpreter/playbook/Walk.hpp"

#include <algorithm>

namespace interpreter {

namespace {

List as_list(const Value& value) {
    return value.is_list() ? value.as_list() : List{value};
}

/// The names that handlers of the play answer to, and those of roles that may be included.
class Handlers {
  public:
    Handlers(const Play& play, const IncludeCheck& includes) : may_grow_(includes.is_open()) {
        add(play.roles);
        add(includes.roles());
        add(play.handlers);
    }
    [[nodiscard]] bool knows(const std::string& name) const {
        return std::find(names_.begin(), names_.end(), name) != names_.end() ||
               std::find(full_names_.begin(), full_names_.end(), name) != full_names_.end();
    }
    /// Some may get their names, or come, only while the play runs.
    [[nodiscard]] bool may_grow() const { return may_grow_; }
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

  private:
    void add(const std::vector<std::unique_ptr<Role>>& roles) {
        for (const std::unique_ptr<Role>& role : roles)
            add(role->handlers);
    }
    void add(const std::vector<std::unique_ptr<Task>>& handlers) {
        for (const std::unique_ptr<Task>& handler : handlers)
            add(*handler);
    }
    void add(const Task& handler) {
        if (is_template(Value::written(handler.name, handler.name_position))) may_grow_ = true;
        if (handler.kind == TaskKind::include_tasks || handler.kind == TaskKind::include_role)
            may_grow_ = true;
        if (!handler.name.empty()) names_.push_back(handler.name);
        if (handler.role != nullptr) full_names_.push_back(handler.role->role_name + " : " + handler.name);
        names_.insert(names_.end(), handler.listen.begin(), handler.listen.end());
    }
    std::vector<std::string> names_;
    std::vector<std::string> full_names_;
    bool may_grow_ = false;
};

void check_handlers(const Play& play, const IncludeCheck& includes, Loading& loading) {
    const Handlers handlers(play, includes);
    if (handlers.may_grow()) return;
    walk(play, [&](const Element& element) {
        const Written* notify = element.own("notify");
        if (notify == nullptr) return;
        for (const Value& name : as_list(notify->value)) {
            if (!name.is_text() || is_template(name) || handlers.knows(name.as_text())) continue;
            loading.diagnostics.warning("no handler of this play is named '" + name.as_text() +
                                            "' or listens to it",
                                        name.position().known() ? name.position() : notify->position,
                                        did_you_mean(name.as_text(), handlers.names()));
        }
    });
}

/// True when every name means something.
bool check_needs(const Play& play, Loading& loading) {
    bool sound = true;
    std::vector<std::string> names;
    for (const std::unique_ptr<Role>& role : play.roles)
        names.push_back(role->role_name);
    bool any = false;
    walk(play, [&](const Element& element) {
        any = any || (&element != &play && element.own("needs") != nullptr);
        const Written* id = &element != &play ? element.own("id") : nullptr;
        if (id != nullptr && id->value.is_text()) names.push_back(id->value.as_text());
    });
    if (!any) return sound;
    walk(play, [&](const Element& element) {
        if (&element == &play) return;
        for (const NamedNeed& need : needs_of(element)) {
            const std::string name = need.name.substr(0, need.name.find('@'));
            if (need.soft || std::find(names.begin(), names.end(), name) != names.end()) continue;
            sound = false;
            loading.diagnostics.error("'needs' names '" + name +
                                          "', but no role or id of this play has that name",
                                      need.position, did_you_mean(name, names));
        }
        const Written* written = element.own("needs");
        if (written == nullptr || !is_template(written->value)) return;
        sound = false;
        loading.diagnostics.error("'needs' takes plain names: the graph is drawn before anything is rendered",
                                  written->position);
    });
    return sound;
}

// A graph must have an order; without one (linear) what is needed must already stand before.
void check_graph(const Play& play, bool names_are_known, Loading& loading) {
    const PlayGraph graph(play, loading.diagnostics);
    if (!names_are_known) return;
    bool backwards = false;
    for (const PlayEdge& needed : graph.edges()) {
        const Edge& edge = needed.edge;
        if (runs_as_graph(play) || edge.kind != EdgeKind::needs || edge.before <= edge.after) continue;
        backwards = true;
        Diagnostic finding{Severity::error,
                           "'needs' names '" + graph.name(edge.before) + "', which comes later in the file",
                           edge.position};
        finding.notes.push_back({"it stands here", graph.graph().position(edge.before)});
        finding.hint = "put it before, or give the play 'strategy: graph', which orders by needs";
        loading.diagnostics.add(std::move(finding));
    }
    if (!backwards) static_cast<void>(graph.graph().order(loading.diagnostics));
}

}  // namespace

std::vector<NamedNeed> needs_of(const Element& element) {
    std::vector<NamedNeed> needs;
    if (const Written* written = element.own("needs")) {
        for (const Value& name : as_list(written->value)) {
            if (!name.is_text() || is_template(name)) continue;
            needs.push_back(
                {name.as_text(), name.position().known() ? name.position() : written->position, false});
        }
    }
    const auto* role = dynamic_cast<const Role*>(&element);
    if (role != nullptr && role->needs) needs.insert(needs.end(), role->needs->begin(), role->needs->end());
    return needs;
}

void check_play(const Play& play, RoleOrder roles, Loading& loading) {
    IncludeCheck includes(loading, play);
    includes.check();
    check_handlers(play, includes, loading);
    const bool known = check_needs(play, loading);
    check_graph(play, known && roles == RoleOrder::known, loading);
}

}  // namespace interpreter
