#include "interpreter/connection/SshArguments.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>

namespace interpreter {

namespace {

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char letter) { return std::tolower(letter); });
    return text;
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t end = std::min(text.find(',', start), text.size());
        if (end > start) parts.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return parts;
}

long number(const std::string& option, const std::string& text, long most) {
    long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0 || value > most)
        throw BadSshArgument("ssh option " + option + " expects a number up to " + std::to_string(most) +
                             ", found \"" + text + "\"");
    return value;
}

bool yes(const std::string& option, const std::string& text) {
    if (lower(text) == "yes" || lower(text) == "true") return true;
    if (lower(text) == "no" || lower(text) == "false") return false;
    throw BadSshArgument("ssh option " + option + " expects yes or no, found \"" + text + "\"");
}

UnknownHosts unknown_hosts(const std::string& text) {
    const std::string word = lower(text);
    if (word == "yes" || word == "ask") return UnknownHosts::refuse;
    if (word == "no" || word == "off") return UnknownHosts::accept;
    if (word == "accept-new") return UnknownHosts::accept_and_remember;
    throw BadSshArgument("ssh option StrictHostKeyChecking expects yes, no or accept-new, found \"" + text +
                         "\"");
}

void jump(SshArguments& arguments, const std::string& text) {
    arguments.jumps = lower(text) == "none" ? std::vector<std::string>{} : split(text);
}

void proxy(SshArguments& arguments, const std::string& text) {
    arguments.proxy_command = lower(text) == "none" ? "" : text;
}

void family(SshArguments& arguments, const std::string& text) {
    const std::string word = lower(text);
    if (word == "any")
        arguments.family = AddressFamily::any;
    else if (word == "inet")
        arguments.family = AddressFamily::ipv4;
    else if (word == "inet6")
        arguments.family = AddressFamily::ipv6;
    else
        throw BadSshArgument("ssh option AddressFamily expects any, inet or inet6, found \"" + text + "\"");
}

/// "PasswordAuthentication no" and its kin take one method away.
void without_method(SshArguments& arguments, const std::string& method) {
    if (arguments.methods.empty()) arguments.methods = {"publickey", "keyboard-interactive", "password"};
    std::erase(arguments.methods, method);
    if (arguments.methods.empty()) arguments.methods = {"none"};
}

using Setter = std::function<void(SshArguments&, const std::string&)>;

Setter method_switch(const std::string& option, const std::string& method) {
    return [option, method](SshArguments& arguments, const std::string& text) {
        if (!yes(option, text)) without_method(arguments, method);
    };
}

Setter text_of(std::string SshArguments::*member) {
    return [member](SshArguments& arguments, const std::string& text) { arguments.*member = text; };
}

void nothing(SshArguments&, const std::string&) {}

/// Accepted with "no" only: the other answer would ask for what this program does not do.
Setter no_only(const std::string& option) {
    return [option](SshArguments&, const std::string& text) {
        if (yes(option, text))
            throw BadSshArgument("ssh option " + option + "=yes is not supported; leave it out");
    };
}

const std::map<std::string, Setter>& named_options() {
    static const std::map<std::string, Setter> table{
        {"addressfamily", family},
        {"batchmode", nothing},
        {"challengeresponseauthentication",
         method_switch("ChallengeResponseAuthentication", "keyboard-interactive")},
        {"checkhostip", nothing},
        {"ciphers", text_of(&SshArguments::ciphers)},
        {"clearallforwardings", nothing},
        {"compression",
         [](SshArguments& a, const std::string& text) { a.compression = yes("Compression", text); }},
        {"connectionattempts", nothing},
        {"connecttimeout",
         [](SshArguments& a, const std::string& text) {
             a.connect_limit = std::chrono::seconds(number("ConnectTimeout", text, 86400));
         }},
        {"controlmaster", nothing},
        {"controlpath", nothing},
        {"controlpersist", nothing},
        {"forwardagent", no_only("ForwardAgent")},
        {"forwardx11", no_only("ForwardX11")},
        {"gssapiauthentication", no_only("GSSAPIAuthentication")},
        {"hashknownhosts", nothing},
        {"hostkeyalgorithms", text_of(&SshArguments::host_key_algorithms)},
        {"identitiesonly",
         [](SshArguments& a, const std::string& text) { a.named_keys_only = yes("IdentitiesOnly", text); }},
        {"identityfile", [](SshArguments& a, const std::string& text) { a.identity_files.push_back(text); }},
        {"kbdinteractiveauthentication",
         method_switch("KbdInteractiveAuthentication", "keyboard-interactive")},
        {"kexalgorithms", text_of(&SshArguments::key_exchange)},
        {"loglevel", nothing},
        {"macs", text_of(&SshArguments::macs)},
        {"passwordauthentication", method_switch("PasswordAuthentication", "password")},
        {"port",
         [](SshArguments& a, const std::string& text) {
             a.port = static_cast<std::uint16_t>(number("Port", text, 65535));
         }},
        {"preferredauthentications",
         [](SshArguments& a, const std::string& text) { a.methods = split(lower(text)); }},
        {"proxycommand", proxy},
        {"proxyjump", jump},
        {"pubkeyacceptedalgorithms", text_of(&SshArguments::public_key_algorithms)},
        {"pubkeyacceptedkeytypes", text_of(&SshArguments::public_key_algorithms)},
        {"pubkeyauthentication", method_switch("PubkeyAuthentication", "publickey")},
        {"requesttty", nothing},
        {"serveralivecountmax", nothing},
        {"serveraliveinterval", nothing},
        {"stricthostkeychecking",
         [](SshArguments& a, const std::string& text) { a.unknown_hosts = unknown_hosts(text); }},
        {"tcpkeepalive", nothing},
        {"updatehostkeys", nothing},
        {"user", text_of(&SshArguments::user)},
        {"userknownhostsfile", text_of(&SshArguments::known_hosts_file)},
        {"verifyhostkeydns", no_only("VerifyHostKeyDNS")},
        {"visualhostkey", nothing},
    };
    return table;
}

void set_named(SshArguments& arguments, const std::string& option) {
    const std::size_t end = std::min(option.find_first_of("= \t"), option.size());
    const std::string name = option.substr(0, end);
    const std::size_t start = std::min(option.find_first_not_of("= \t", end), option.size());
    const auto found = named_options().find(lower(name));
    if (found == named_options().end())
        throw BadSshArgument("ssh option " + name +
                             " is not supported here; take it out of the ssh arguments");
    if (start == option.size())
        throw BadSshArgument("ssh option " + name + " has no value: write " + name + "=…");
    found->second(arguments, option.substr(start));
}

void set_letter(SshArguments& arguments, char letter, const std::string& value) {
    switch (letter) {
    case 'o':
        return set_named(arguments, value);
    case 'J':
        return jump(arguments, value);
    case 'i':
        arguments.identity_files.push_back(value);
        return;
    case 'p':
        arguments.port = static_cast<std::uint16_t>(number("-p", value, 65535));
        return;
    case 'l':
        arguments.user = value;
        return;
    case 'F':
        arguments.config_file = value;
        return;
    case 'c':
        arguments.ciphers = value;
        return;
    default:
        arguments.macs = value;
        return;
    }
}

}  // namespace

SshArguments parse_ssh_arguments(const std::vector<std::string>& words) {
    static const std::string with_value = "oJiplFcm";
    // What they say is so anyway: no terminal, no forwarding, no questions, quiet.
    static const std::string without_value = "CqTxakn46";
    SshArguments arguments;
    for (std::size_t index = 0; index < words.size(); ++index) {
        const std::string& word = words[index];
        if (word.size() < 2 || word[0] != '-')
            throw BadSshArgument("\"" + word + "\" is no ssh option; ssh arguments hold options only");
        for (std::size_t place = 1; place < word.size(); ++place) {
            const char letter = word[place];
            if (with_value.find(letter) != std::string::npos) {
                std::string value = word.substr(place + 1);
                if (value.empty() && ++index < words.size()) value = words[index];
                if (value.empty())
                    throw BadSshArgument(std::string("ssh option -") + letter + " has no value");
                set_letter(arguments, letter, value);
                break;
            }
            if (without_value.find(letter) == std::string::npos)
                throw BadSshArgument(std::string("ssh option -") + letter +
                                     " is not supported here; take it out of the ssh arguments");
            if (letter == 'C') arguments.compression = true;
            if (letter == '4') arguments.family = AddressFamily::ipv4;
            if (letter == '6') arguments.family = AddressFamily::ipv6;
        }
    }
    return arguments;
}

}  // namespace interpreter
