#pragma once

#include "modules/accounts/Shadow.hpp"
#include "modules/accounts/UserModule.hpp"
#include "modules/system/HostControl.hpp"

namespace modules {

/// One look of the `user` module.
class UserLook {
  public:
    UserLook(const UserArguments& wanted, const HostView& host, const CallOptions& options);
    [[nodiscard]] Plan plan();

  private:
    /// What differs, and the options of useradd or usermod that mend it.
    struct Edit {
        Map before;
        Map after;
        std::vector<std::string> options;
        /// For chpasswd; a secret.
        std::optional<std::string> hash;
        void differ(const std::string& what, Value was, Value is, std::vector<std::string> more);
        [[nodiscard]] bool empty() const { return after.empty(); }
    };

    [[nodiscard]] Plan absent() const;
    void create(Plan& plan);
    void modify(Plan& plan, const User& present);
    void add_groups(Edit& edit, const User& present);
    void add_password(Edit& edit) const;
    void add_expiry(Edit& edit) const;
    void add_password_ages(Plan& plan) const;
    void add_home(Plan& plan, const User& present) const;
    // UserSshKey.cpp
    void add_ssh_key(Plan& plan, const std::string& home) const;

    [[nodiscard]] std::string home_of_new_user() const;
    /// The group's name, by name or number. Throws Failure where there is none; in check mode it may come to
    /// be.
    [[nodiscard]] std::optional<Group> group_named(Plan& plan, const std::string& name) const;
    [[nodiscard]] std::vector<std::string> wanted_groups(Plan& plan, std::uint32_t primary) const;
    [[nodiscard]] std::string expiry_option() const;
    static Change command_change(const std::string& name, Edit edit, const std::string& program);

    UserArguments wanted_;
    const HostView& host_;
    CallOptions options_;
    std::optional<Shadow> shadow_;
    std::vector<std::string> groups_;
};

/// Makes a home directory from a skeleton, with what it holds owned by the user.
void make_home(HostControl& host, const std::string& skeleton, const std::string& home,
               const Ownership& owner);

/// The mode that login.defs(5) gives to new homes.
unsigned home_mode(const HostView& host);

}  // namespace modules
