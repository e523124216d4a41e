#pragma once

#include "modules/value/Value.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace modules::pcs {

/// A value as it is to stand in the cluster's configuration, with what must not be shown remembered.
struct WantedValue {
    std::string text;
    bool secret = false;
    /// Written as null: the entry is not to be there.
    bool absent = false;
};
using WantedValues = std::vector<std::pair<std::string, WantedValue>>;

/// Reads one entry of a list ("resources[3]"), remembers which keys were asked for, and complains of the
/// others. Every complaint is a Failure that begins with where the entry stands.
class DeclarationReader {
  public:
    DeclarationReader(const Value& entry, std::string where);

    [[nodiscard]] std::string required(const std::string& key);
    [[nodiscard]] std::optional<std::string> text(const std::string& key);
    [[nodiscard]] std::optional<bool> flag(const std::string& key);
    /// A mapping of plain values; empty where the key is absent.
    [[nodiscard]] WantedValues values(const std::string& key);
    /// The items of a list; empty where the key is absent.
    [[nodiscard]] List items(const std::string& key);
    [[nodiscard]] std::optional<Value> any(const std::string& key);
    /// `state: present` or `absent`; present unless said.
    [[nodiscard]] bool is_absent();
    /// From now on complaints name the thing: `resources[3] "vip-db"`.
    void call(const std::string& name);
    [[nodiscard]] const std::string& where() const { return where_; }

    /// Fails where the entry has a key that nobody asked for.
    void expect_nothing_else() const;
    [[noreturn]] void fail(const std::string& what) const;

  private:
    Value entry_;
    std::string where_;
    std::set<std::string> known_;
};

/// Text, numbers and booleans as Pacemaker writes them. Throws Failure for a list or a mapping.
WantedValue wanted_value(const Value& value, const std::string& where);
WantedValues wanted_values(const Value& mapping, const std::string& where);

}  // namespace modules::pcs
