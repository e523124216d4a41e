#include "interpreter/playbook/PlaybookGraph.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/playbook/PlayCheck.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace interpreter {

namespace {

/// The imports that brought the play, the innermost first.
std::vector<const Element*> imports_of(const Play& play) {
    std::vector<const Element*> imports;
    for (const Element* import = play.import.get(); import != nullptr; import = import->parent)
        imports.push_back(import);
    return imports;
}

class PlaybookGraphBuilder {
  public:
    PlaybookGraphBuilder(const Plays& plays, Diagnostics& diagnostics)
        : plays_(plays), diagnostics_(diagnostics) {}

    TaskGraph build() {
        for (std::size_t play = 0; play < plays_.size(); ++play) {
            graph_.add_vertex(written_name(*plays_[play]), plays_[play]->position);
            learn_names(play);
        }
        known_before_.resize(plays_.size());
        for (std::size_t play = 0; play < plays_.size(); ++play)
            add_edges(play);
        if (names_are_known_) static_cast<void>(graph_.order(diagnostics_));
        return std::move(graph_);
    }

  private:
    void learn_names(std::size_t play) {
        const Play& now = *plays_[play];
        if (!now.name.empty()) named_[now.name].insert(play);
        learn_id(now, play);
        for (const Element* import : imports_of(now)) {
            first_of_.emplace(import, play);
            learn_id(*import, play);
        }
    }

    void learn_id(const Element& element, std::size_t play) {
        const Written* id = element.own("id");
        if (id == nullptr || !id->value.is_text()) return;
        const std::string& name = id->value.as_text();
        const auto [known, fresh] = ids_.emplace(name, &element);
        if (!fresh && known->second != &element) {
            Diagnostic twice{Severity::error, "the id '" + name + "' stands twice in this playbook",
                             id->position};
            twice.notes.push_back({"it stands here, too", known->second->own("id")->position});
            return diagnostics_.add(std::move(twice));
        }
        named_[name].insert(play);
    }

    // From the inside outwards, as in a play: what comes before the play inside an import keeps the rules of
    // the import, so the play that follows it need not.
    void add_edges(std::size_t play) {
        const Play& now = *plays_[play];
        bool replaced = now.own("needs") != nullptr;
        add_needs(now, play);
        std::size_t first = play;
        for (const Element* import : imports_of(now)) {
            if (import->own("needs") == nullptr) continue;
            const std::size_t begin = first_of_.at(import);
            if (!replaced && begin < first) return add_order(begin, play);
            add_needs(*import, play);
            replaced = true;
            first = begin;
        }
        if (!replaced) add_order(0, play);
    }

    void add_order(std::size_t first, std::size_t play) {
        for (std::size_t before = play; before-- > first;)
            if (!known_before_[play].contains(before))
                add_edge(before, play, EdgeKind::order, "file order", plays_[play]->position);
    }

    void add_needs(const Element& element, std::size_t play) {
        const Written* written = element.own("needs");
        if (written == nullptr) return;
        if (is_template(written->value)) {
            if (refused_.emplace(&element, "").second)
                diagnostics_.error(
                    "'needs' takes plain names: the graph is drawn before anything is rendered",
                    written->position);
            names_are_known_ = false;
        }
        for (const NamedNeed& need : needs_of(element)) {
            const auto found = named_.find(need.name);
            if (found == named_.end()) {
                refuse(need, element);
                continue;
            }
            // A play that needs its own name waits for those of that name before it.
            const bool only_itself = found->second.size() == 1;
            for (const std::size_t before : found->second)
                if (!found->second.contains(play) || only_itself || before < play)
                    add_edge(before, play, EdgeKind::needs, "needs: " + need.name, need.position);
        }
    }

    void refuse(const NamedNeed& need, const Element& element) {
        names_are_known_ = false;
        // An import says it once, not for each of its plays.
        if (!refused_.emplace(&element, need.name).second) return;
        std::vector<std::string> names;
        for (const auto& [name, plays] : named_)
            names.push_back(name);
        std::string hint = did_you_mean(need.name, names);
        if (hint.empty() && need.name.find('@') != std::string::npos)
            hint = "between plays there is no '@': a play that is needed is waited for on all its hosts";
        diagnostics_.error("'needs' names '" + need.name +
                               "', but no play of this playbook has that name or id",
                           need.position, hint);
    }

    void add_edge(std::size_t before, std::size_t after, EdgeKind kind, std::string reason,
                  Position position) {
        if (before < after) {
            known_before_[after].insert(before);
            known_before_[after].insert(known_before_[before].begin(), known_before_[before].end());
        }
        graph_.add_edge({before, after, kind, std::move(reason), position});
    }

    const Plays& plays_;
    Diagnostics& diagnostics_;
    TaskGraph graph_;
    std::map<std::string, std::set<std::size_t>> named_;
    std::map<std::string, const Element*> ids_;
    std::map<const Element*, std::size_t> first_of_;
    std::set<std::pair<const Element*, std::string>> refused_;
    std::vector<std::set<std::size_t>> known_before_;
    bool names_are_known_ = true;
};

}  // namespace

bool says_needs(const Plays& plays) {
    return std::any_of(plays.begin(), plays.end(), [](const std::unique_ptr<Play>& play) {
        const std::vector<const Element*> imports = imports_of(*play);
        return play->own("needs") != nullptr ||
               std::any_of(imports.begin(), imports.end(),
                           [](const Element* import) { return import->own("needs") != nullptr; });
    });
}

TaskGraph graph_of_plays(const Plays& plays, Diagnostics& diagnostics) {
    return PlaybookGraphBuilder(plays, diagnostics).build();
}

bool is_called(const Play& play, const std::string& name) {
    const auto has_id = [&](const Element* element) {
        const Written* id = element->own("id");
        return id != nullptr && id->value.is_text() && id->value.as_text() == name;
    };
    const std::vector<const Element*> imports = imports_of(play);
    return play.name == name || has_id(&play) || std::any_of(imports.begin(), imports.end(), has_id);
}

std::string written_name(const Play& play) {
    return play.name.empty() ? to_python_text(play.hosts) : play.name;
}

}  // namespace interpreter
