#include "interpreter/connection/AgentCommand.hpp"

#include "modules/value/ShellWords.hpp"

#include <algorithm>

namespace interpreter {

namespace {

// Both scripts are for any POSIX shell. They travel as one line without a single quote, so that any login
// shell passes them on.

constexpr std::string_view shared_part = R"sh(
    u=$(id -u);
    say() { printf "\\000understudy-install %s\\n" "$*"; exit 0; };
    mine() {
        [ -d "$1" ] && [ ! -L "$1" ] || return 1;
        set -- $(LC_ALL=C ls -ldn "$1");
        case $1 in d????-??-*) ;; *) return 1;; esac;
        [ "$3" = "$u" ] || [ "$3" = 0 ];
    };
)sh";

constexpr std::string_view start_part = R"sh(
    h=$1; r=$2; shift 2;
    for d in "$HOME/.understudy" "/var/tmp/understudy-$u"; do
        case $r$d in any/var/tmp/*|own*) ;; *) continue;; esac;
        [ -e "$d" ] || [ -L "$d" ] || continue;
        mine "$d" || say foreign "$d";
        [ -x "$d/agent-$h" ] || continue;
        [ $# = 0 ] && exec "$d/agent-$h" serve "$d";
        exec "$@" "$d/agent-$h" serve;
    done;
    say absent
)sh";

constexpr std::string_view install_part = R"sh(
    h=$1; r=$2; n=$3; w=;
    usable() {
        d=$1;
        [ -e "$d" ] || [ -L "$d" ] || mkdir -m "$2" "$d" 2>/dev/null || { w="$w$d cannot be made; "; return 1; };
        mine "$d" || say foreign "$d";
        p=$d/.probe$$;
        { (umask 077; : > "$p") && chmod 700 "$p"; } 2>/dev/null
            || { rm -f "$p"; w="$w$d cannot be written; "; return 1; };
        [ -x "$p" ]; x=$?; rm -f "$p";
        [ $x = 0 ] || { w="$w$d is on a file system mounted noexec; "; return 1; };
    };
    { [ $r = own ] && usable "$HOME/.understudy" 0700; }
        || usable "/var/tmp/understudy-$u" 0755
        || say nowhere "$w";
    t=$d/.agent-$h.$$;
    (umask 077; cat > "$t") && [ "$(($(wc -c < "$t")))" = "$n" ] && chmod 0755 "$t" && mv -f "$t" "$d/agent-$h"
        || { rm -f "$t"; say failed "$d"; };
    find "$d" -name "agent-*" -mtime +30 -exec rm -f {} \; 2>/dev/null;
    say installed
)sh";

std::string in_one_line(std::string_view script) {
    std::string line;
    for (const char letter : script) {
        const bool space = letter == ' ' || letter == '\n';
        if (!space)
            line += letter;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    return line;
}

std::string reach_word(Reach reach) {
    return reach == Reach::own ? "own" : "any";
}

std::string joined(const std::vector<std::string>& words) {
    std::string line;
    for (const std::string& word : words)
        line += (line.empty() ? "" : " ") + modules::shell_quoted(word);
    return line;
}

std::string shell_script(std::string_view script, const std::vector<std::string>& arguments) {
    std::vector<std::string> words{"exec", "/bin/sh", "-c", in_one_line(shared_part) + in_one_line(script),
                                   "understudy"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return joined(words);
}

}  // namespace

std::vector<std::string> identity_words(const Identity& identity, const std::string& prompt) {
    if (!identity.become) return {};
    const std::string program = identity.executable.empty() ? identity.method : identity.executable;
    if (identity.method == "su") return {program, "-s", "/bin/sh", "-c", R"(exec "$0" "$@")", identity.user};
    std::vector<std::string> words{program};
    for (const std::string& flag : identity.flags)
        if (flag != "-n" && flag != "-S") words.push_back(flag);
    if (identity.flags.empty()) words.emplace_back("-H");
    if (identity.password.is_null())
        words.emplace_back("-n");
    else
        words.insert(words.end(), {"-S", "-p", prompt});
    words.insert(words.end(), {"-u", identity.user, "--"});
    return words;
}

Reach reach_of(const Identity& identity) {
    return identity.become && identity.user != "root" ? Reach::any : Reach::own;
}

std::string start_command(const AgentPlace& place, const Identity& identity, const std::string& prompt) {
    const std::vector<std::string> prefix = identity_words(identity, prompt);
    if (!place.local_program.empty()) {
        std::vector<std::string> words{"exec"};
        words.insert(words.end(), prefix.begin(), prefix.end());
        words.insert(words.end(), place.local_program.begin(), place.local_program.end());
        words.emplace_back("serve");
        return joined(words) + (identity.become ? "" : R"( ${HOME:+"$HOME/.understudy"})");
    }
    std::vector<std::string> arguments{place.hash, reach_word(reach_of(identity))};
    arguments.insert(arguments.end(), prefix.begin(), prefix.end());
    return shell_script(start_part, arguments);
}

std::string install_command(const AgentPlace& place, Reach reach, std::size_t size) {
    return shell_script(install_part, {place.hash, reach_word(reach), std::to_string(size)});
}

}  // namespace interpreter
