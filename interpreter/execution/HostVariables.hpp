#pragma once

#include "interpreter/source/Position.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

class HostState;
class PlayVariables;

/// `hostvars`: every host's variables, rendered for that host when they are asked for. Belongs to a play.
class AllHostVariables final : public modules::LazyMap {
  public:
    /// `own`: the view of a host from which the others are seen, too.
    explicit AllHostVariables(const PlayVariables& variables, const HostState* own = nullptr)
        : variables_(variables), own_(own) {}
    [[nodiscard]] std::optional<Value> find(std::string_view host) const override;
    [[nodiscard]] std::vector<std::string> keys() const override;

  private:
    const PlayVariables& variables_;
    const HostState* own_;
};

/// One host's entry in it.
class HostVariables final : public modules::LazyMap {
  public:
    HostVariables(const PlayVariables& variables, const HostState& host) : variables_(variables), host_(host) {}
    [[nodiscard]] std::optional<Value> find(std::string_view name) const override;
    [[nodiscard]] std::vector<std::string> keys() const override;

  private:
    const PlayVariables& variables_;
    const HostState& host_;
};

}  // namespace interpreter
