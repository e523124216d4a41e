#include "interpreter/playbook/PlayCheck.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/playbook/IncludeCheck.hpp"
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

void check_needs(const Play& play, Loading& loading) {
    std::vector<std::string> names;
    for (const std::unique_ptr<Role>& role : play.roles)
        names.push_back(role->role_name);
    bool any = false;
    walk(play, [&](const Element& element) {
        any = any || element.own("needs") != nullptr;
        const Written* id = element.own("id");
        if (id != nullptr && id->value.is_text()) names.push_back(id->value.as_text());
    });
    if (!any) return;
    walk(play, [&](const Element& element) {
        if (&element == &play) return;
        for (const NamedNeed& need : needs_of(element)) {
            const std::string name = need.name.substr(0, need.name.find('@'));
            if (need.soft || std::find(names.begin(), names.end(), name) != names.end()) continue;
            loading.diagnostics.error("'needs' names '" + name +
                                          "', but no role or id of this play has that name",
                                      need.position, did_you_mean(name, names));
        }
    });
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
    if (const auto* role = dynamic_cast<const Role*>(&element)) {
        for (const std::string& name : role->needs)
            needs.push_back({name, role->position, true});
    }
    return needs;
}

void check_play(const Play& play, Loading& loading) {
    IncludeCheck includes(loading, play);
    includes.check();
    check_handlers(play, includes, loading);
    check_needs(play, loading);
}

}  // namespace interpreter
