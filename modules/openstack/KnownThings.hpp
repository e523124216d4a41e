#pragma once

#include "modules/openstack/Entry.hpp"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace modules::openstack {

/// What references lead to: things that this call declares, and those that are there. A thing is asked for
/// once.
class KnownThings {
  public:
    explicit KnownThings(std::shared_ptr<Cloud> cloud) : cloud_(std::move(cloud)) {}

    /// An entry that was looked at; what comes later may refer to it, though it may not be there yet.
    void declare(const Entry& entry) { declared_.push_back(entry); }
    /// The entry's thing is the one of that id: also for those who referred to it before.
    void is_there(Entry& entry, const std::string& id);

    /// What `text` (a name or an id) means, within a domain where the kind's names are in one; null where
    /// there is no such thing. Throws Failure where there are several.
    [[nodiscard]] std::shared_ptr<Thing> find(const ResourceKind& kind, const std::string& text,
                                              const std::shared_ptr<Thing>& domain);
    /// Of those that are there, the one with the entry's identity, as the service describes it; nothing where
    /// there is none. Throws Failure where there are several.
    [[nodiscard]] std::optional<Value> present(const Entry& entry) const;
    /// An entry declared before that speaks of the same thing; null where there is none.
    [[nodiscard]] const Entry* same_thing(const Entry& entry) const;

  private:
    [[nodiscard]] std::shared_ptr<Thing> find_declared(const ResourceKind& kind, const std::string& text,
                                                       const std::shared_ptr<Thing>& domain) const;
    [[nodiscard]] std::shared_ptr<Thing> find_there(const ResourceKind& kind, const std::string& text,
                                                    const std::shared_ptr<Thing>& domain);
    [[nodiscard]] List those_with(const ResourceKind& kind,
                                  const std::vector<std::pair<std::string, std::string>>& fields) const;
    [[nodiscard]] std::shared_ptr<Thing> thing_of(const ResourceKind& kind, const std::string& name,
                                                  const std::string& id);

    using Key = std::pair<std::string_view, std::string>;
    std::shared_ptr<Cloud> cloud_;
    std::vector<Entry> declared_;
    std::map<Key, std::shared_ptr<Thing>> by_id_;
    std::map<std::pair<Key, const Thing*>, std::shared_ptr<Thing>> found_;
};

}  // namespace modules::openstack
