#pragma once

#include "modules/openstack/KnownThings.hpp"

#include <functional>
#include <memory>
#include <variant>

namespace modules::openstack {

/// Compares what entries say with what is there, kind after kind, and plans what differs. Removals come after
/// all else, the last entry first.
class ResourcePlan {
  public:
    ResourcePlan(std::shared_ptr<Cloud> cloud, const CallOptions& options)
        : cloud_(std::move(cloud)), known_(cloud_), options_(options) {}

    /// What belongs to a thing beyond its attributes: called for each entry that stays, and each that goes,
    /// with how the service describes it now, or nothing where it is yet to be made.
    using Beyond = std::function<void(const Entry&, const std::optional<Value>&)>;
    void add(std::vector<Entry> entries, const Beyond& beyond = {});

    /// What the entry means by that name; null where there is no such thing. Outside of check mode that is a
    /// Failure, unless the entry is to be absent: it is so already.
    [[nodiscard]] std::shared_ptr<Thing> referred(const Entry& entry, std::string_view kind,
                                                  const std::string& text,
                                                  const std::shared_ptr<Thing>& domain = nullptr);

    /// For what the modules plan themselves.
    void change(Difference difference, std::function<Outcome(HostControl&)> action) {
        plan_.change(std::move(difference), std::move(action));
    }
    void remove(Difference difference, std::function<Outcome(HostControl&)> action) {
        removals_.push_back({std::move(difference), std::move(action)});
    }
    /// In check mode: an earlier task may bring about what is missing here.
    void unknown(const std::string& reason);
    [[nodiscard]] const std::shared_ptr<Cloud>& cloud() const { return cloud_; }

    [[nodiscard]] Plan finished() &&;

  private:
    using Field = std::pair<std::string, std::variant<Value, std::shared_ptr<Thing>>>;
    enum class References { found, missing };

    [[nodiscard]] References refer(Entry& entry);
    void make(const Entry& entry);
    void adapt(const Entry& entry, const Value& present);
    void plan_removal(const Entry& entry, const Value& present);
    [[nodiscard]] bool differs(const Entry& entry, const Attribute& attribute, const Value& wanted,
                               const Value& present);
    [[nodiscard]] static Field field_of(const Entry& entry, const Attribute& attribute, const Value& wanted);
    static void send_changes(HostControl& control, Cloud& cloud, const ResourceKind& kind,
                             const std::string& id, const std::vector<Field>& fields);
    [[nodiscard]] static Value body_of(const ResourceKind& kind, const std::vector<Field>& fields);

    std::shared_ptr<Cloud> cloud_;
    KnownThings known_;
    CallOptions options_;
    Plan plan_;
    std::vector<Change> removals_;
    std::vector<Entry> kept_;
};

/// "user glance", "user heat of domain heat", "endpoint glance public regionOne".
std::string subject_of(const Entry& entry);

}  // namespace modules::openstack
