#pragma once

#include "tests/modules/openstack/KeystoneServer.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace modules {

/// An API of this machine's own packages beside the tests' Keystone, with databases of its own in that one's
/// server, and in its catalog. Nobody stands behind it: no broker, no agents, no hypervisor.
class ServiceServer {
  public:
    /// One of "glance", "neutron", "nova", "cinder", started when first asked for; null, with a warning,
    /// where its package (or Keystone's) is not installed.
    static ServiceServer* the(const std::string& name);

    explicit ServiceServer(const std::string& name);

    [[nodiscard]] const TemporaryDirectory& folder() const { return folder_; }

  private:
    struct Setup;
    static const Setup& setup_of(const std::string& name);
    void configure(const Setup& setup) const;
    void make_databases(const Setup& setup) const;
    void register_in_catalog(const Setup& setup) const;
    [[nodiscard]] std::string filled(const std::string& text) const;

    TemporaryDirectory folder_;
    std::uint16_t port_ = free_port();
    std::unique_ptr<ServerProcess> process_;
};

}  // namespace modules
