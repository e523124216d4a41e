#include "modules/accounts/UserModule.hpp"

#include "modules/accounts/UserLook.hpp"

namespace modules {

ArgumentList<UserArguments> UserModule::table() const {
    ArgumentList<UserArguments> table;
    table.add("name", &UserArguments::name, "the user", {.need = Need::required, .aliases = {"user"}})
        .add("state", &UserArguments::state, "whether the user is to be there")
        .add("uid", &UserArguments::uid, "the user's number")
        .add("non_unique", &UserArguments::non_unique, "another user may have the same number")
        .add("group", &UserArguments::group, "the primary group, by name or number")
        .add("groups", &UserArguments::groups, "the further groups; all others are left unless append is set")
        .add("append", &UserArguments::append, "keep the groups that the user is in")
        .add("comment", &UserArguments::comment, "the full name")
        .add("home", &UserArguments::home, "the home directory", {.path = true})
        .add("create_home", &UserArguments::create_home, "make the home directory where it is missing",
             {.aliases = {"createhome"}})
        .add("move_home", &UserArguments::move_home, "move what is in the old home to the new one")
        .add("skeleton", &UserArguments::skeleton, "what a new home is copied from")
        .add("umask", &UserArguments::umask, "the umask for a new home")
        .add("shell", &UserArguments::shell, "the login shell")
        .add("seuser", &UserArguments::seuser, "the SELinux user of a new user")
        .add("system", &UserArguments::system, "when the user is made: take a number for system users")
        .add("local", &UserArguments::local, "accepted; users are always made in the host's own files")
        .add("password", &UserArguments::password, "the password's hash, as crypt(5) describes it")
        .add("update_password", &UserArguments::update_password,
             "whether the password of a user who is there is set")
        .add("password_lock", &UserArguments::password_lock, "whether no password lets the user in")
        .add("password_expire_min", &UserArguments::password_expire_min,
             "days between two changes of the password")
        .add("password_expire_max", &UserArguments::password_expire_max,
             "days after which the password must change")
        .add("expires", &UserArguments::expires,
             "when the account ends, in seconds since the epoch; below 0: never")
        .add("force", &UserArguments::force,
             "with absent: remove a user who is logged in; else make the ssh key anew")
        .add("remove", &UserArguments::remove, "with absent: remove the home directory and the mail too")
        .add("generate_ssh_key", &UserArguments::generate_ssh_key, "make an ssh key where there is none")
        .add("ssh_key_bits", &UserArguments::ssh_key_bits, "its length; 0: as ssh-keygen chooses")
        .add("ssh_key_type", &UserArguments::ssh_key_type, "its kind: rsa, ed25519, ecdsa")
        .add("ssh_key_file", &UserArguments::ssh_key_file, "its file, absolute or below the home",
             {.path = true})
        .add("ssh_key_comment", &UserArguments::ssh_key_comment, "its comment")
        .add("ssh_key_passphrase", &UserArguments::ssh_key_passphrase, "its passphrase");
    return table;
}

Plan UserModule::check(const UserArguments& wanted, const HostView& host, const CallOptions& options) const {
    return UserLook(wanted, host, options).plan();
}

}  // namespace modules
