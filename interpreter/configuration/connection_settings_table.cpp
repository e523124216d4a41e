#include "interpreter/configuration/Setting.hpp"

#include <array>

namespace interpreter {

// Reaching hosts, and other users there.
std::span<const Setting> connection_settings_table() {
    using enum SettingType;
    static constexpr std::array table{
        Setting{"ask_pass", "defaults.ask_pass", "ANSIBLE_ASK_PASS", boolean, "false",
                "ask for the login password"},
        Setting{"become", "privilege_escalation.become", "ANSIBLE_BECOME", boolean, "false",
                "run as another user, where no keyword says otherwise"},
        Setting{"become_ask_pass", "privilege_escalation.become_ask_pass", "ANSIBLE_BECOME_ASK_PASS", boolean,
                "false", "ask for the password of become"},
        Setting{"become_exe", "privilege_escalation.become_exe sudo_become_plugin.executable su_become_plugin.executable",
                "ANSIBLE_BECOME_EXE ANSIBLE_SUDO_EXE ANSIBLE_SU_EXE", text, "",
                "the program to become another user with, in place of sudo or su"},
        Setting{"become_flags",
                "privilege_escalation.become_flags sudo_become_plugin.flags su_become_plugin.flags",
                "ANSIBLE_BECOME_FLAGS ANSIBLE_SUDO_FLAGS ANSIBLE_SU_FLAGS", text, "",
                "options for sudo or su"},
        Setting{"become_method", "privilege_escalation.become_method", "ANSIBLE_BECOME_METHOD", text, "sudo",
                "how to become another user", "sudo su ansible.builtin.sudo ansible.builtin.su"},
        Setting{"become_password_file", "defaults.become_password_file", "ANSIBLE_BECOME_PASSWORD_FILE", path, "",
                "the file that holds the password of become, or the program that prints it"},
        Setting{"become_user", "privilege_escalation.become_user sudo_become_plugin.user su_become_plugin.user",
                "ANSIBLE_BECOME_USER ANSIBLE_SUDO_USER ANSIBLE_SU_USER", text, "root", "whom to become"},
        Setting{"connection_password_file", "defaults.connection_password_file",
                "ANSIBLE_CONNECTION_PASSWORD_FILE", path, "",
                "the file that holds the login password, or the program that prints it"},
        Setting{"host_key_checking", "defaults.host_key_checking ssh_connection.host_key_checking",
                "ANSIBLE_HOST_KEY_CHECKING ANSIBLE_SSH_HOST_KEY_CHECKING", boolean, "true",
                "refuse hosts whose key is not known"},
        Setting{"private_key_file", "defaults.private_key_file", "ANSIBLE_PRIVATE_KEY_FILE", path, "",
                "the key to log in with"},
        Setting{"remote_port", "defaults.remote_port", "ANSIBLE_REMOTE_PORT", integer, "",
                "the port of the ssh server, where nothing else says it"},
        Setting{"remote_user", "defaults.remote_user", "ANSIBLE_REMOTE_USER", text, "",
                "whom to log in as; unset: what the ssh configuration says, else who runs this"},
        Setting{"ssh_args", "ssh_connection.ssh_args", "ANSIBLE_SSH_ARGS", text, "",
                "options of ssh for every connection"},
        Setting{"ssh_common_args", "ssh_connection.ssh_common_args", "ANSIBLE_SSH_COMMON_ARGS", text, "",
                "more of them; --ssh-common-args and ansible_ssh_common_args take its place"},
        Setting{"ssh_extra_args", "ssh_connection.ssh_extra_args", "ANSIBLE_SSH_EXTRA_ARGS", text, "",
                "still more; --ssh-extra-args and ansible_ssh_extra_args take its place"},
        Setting{"timeout", "defaults.timeout ssh_connection.timeout", "ANSIBLE_TIMEOUT ANSIBLE_SSH_TIMEOUT",
                integer, "10", "seconds to wait for a connection"},
        Setting{"transport", "defaults.transport", "ANSIBLE_TRANSPORT", text, "smart",
                "how hosts are reached, where nothing else says it",
                "smart ssh local paramiko ansible.builtin.ssh ansible.builtin.local"},
    };
    return table;
}

}  // namespace interpreter
