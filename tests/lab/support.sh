# Sourced by the lab's tests. They have a lab of their own, beside anybody's, named "test".
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 2
export UNDERSTUDY=${UNDERSTUDY:-$PWD/build/understudy}
export LAB_NAME=${TEST_LAB:-test}
export NO_COLOR=1
directory=/var/lib/understudy-lab/$LAB_NAME
output=$(mktemp)
wrong=0

trap 'rm -f "$output"' EXIT

play() { # PLAYBOOK OPTION… : its output goes to $output
    local started=$SECONDS status
    "$UNDERSTUDY" play -i playbooks/inventories/lab -e "lab_name=$LAB_NAME" "$@" >"$output" 2>&1
    status=$?
    echo "  $* took $((SECONDS - started)) s, exit $status"
    return $status
}

lab() { playbooks/lab "$@" >"$output" 2>&1; }
on() { playbooks/lab ssh "$@" </dev/null; }

expect() { # WHAT COMMAND… : the command must succeed
    if "${@:2}"; then
        echo "  ok: $1"
    else
        echo "  WRONG: $1"
        wrong=$((wrong + 1))
    fi
}

expect_play() { # WHAT PLAYBOOK OPTION… : the run must succeed; else its output is shown
    if play "${@:2}"; then
        echo "  ok: $1"
    else
        echo "  WRONG: $1"
        grep -E -A 8 '^(fatal|failed): ' "$output" | cut -c 1-1000
        tail -n 30 "$output"
        wrong=$((wrong + 1))
    fi
}

# Everything is deployed and as it should be: as it stands, or from the snapshot, or anew.
deployed() {
    play playbooks/status.yml >/dev/null && return
    play playbooks/rebalance.yml >/dev/null && play playbooks/status.yml >/dev/null && return
    if [ -e "$directory/snapshots/deployed" ]; then
        lab power-off && lab restore deployed && lab power-on
    else
        lab remove
        lab up
    fi
    expect_play "everything is deployed" playbooks/site.yml
    expect_play "the cluster is what it should be" playbooks/status.yml -e status_wait=300
}

# Of the secrets file nothing is in the last output. (The number of Keystone's keys is no secret.)
no_secret_shown() {
    [ -s "$directory/secrets.yml" ] && ! awk '$1 != "keystone_key_generation:" && $2 != "" {print $2}' "$directory/secrets.yml" | grep -qFf - "$output"
}

# The newest backup's directory.
newest_backup() { find "$directory/backups" -mindepth 1 -maxdepth 1 -type d | sort | tail -n 1; }

# The recap's sum of a counter over all hosts; "none" when there is no recap.
recap() { # COUNTER
    grep -E '^[a-z0-9]+ +: ok=' "$output" | grep -oE "(^| )$1=[0-9]+" | cut -d= -f2 |
        awk '{sum += $1} END {if (NR) print sum; else print "none"}'
}
recap_is() { [ "$(recap "$1")" = "$2" ] || { grep -E "^$1: " "$output"; tail -n 40 "$output"; return 1; }; }

# What a drill's client noticed, from its output: SERVICE SECONDS, a line each.
drill_gaps() {
    grep -oE '"msg": "[^"]* (was away [0-9.]+|was never away|did not come back)' "$output" |
        sed -E 's/.*: ([a-z-]+) was away ([0-9.]+)$/\1 \2/; s/.*: ([a-z-]+) was never away$/\1 0/; s/.*: ([a-z-]+) did not.*/\1 never/'
}
# The median and the longest for each service; of a service that is in one place (an address) the longest is that of
# the turn in which its place was hurt. BY-HAND: that of a cluster that was made by hand, where there is a figure.
print_gaps() { # FILE SERVICE[=BY-HAND]…
    local pair name hand
    for pair in "${@:2}"; do
        name=${pair%%=*} hand=${pair#"$name"}
        awk -v name="$name" '$1 == name {print $2}' "$1" | sort -n | awk -v name="$name" -v hand="${hand:+ (by hand: ${hand#=})}" '
            {gap[NR] = $1}
            END {printf "  %-14s median %s s, longest %s s of %d%s\n", name, gap[int((NR + 1) / 2)], gap[NR], NR, hand}'
    done
}

# Members that are online, as one that lives sees them.
members_online() { # SEEN-FROM
    on "$1" sudo crm_mon -1 --output-as=xml 2>/dev/null | grep -c '<node name=.* online="true".* pending="false"'
}
all_online_within() { # SEEN-FROM SECONDS
    local deadline=$((SECONDS + $2))
    until [ "$(members_online "$1")" = 3 ]; do
        ((SECONDS < deadline)) || return 1
        sleep 1
    done
}
vip_address() { on "${2:-controller1}" sudo crm_resource --resource "$1" --get-parameter ip; }
# A client in the lab's network gets a connection: sshd listens on every address that its host has.
answers() { playbooks/lab ns timeout 0.5 bash -c "exec 3<>/dev/tcp/$1/22" 2>/dev/null; }
fails_to_answer() { ! answers "$1"; }
answers_within() { # ADDRESS SECONDS
    local deadline=$((SECONDS + $2))
    until answers "$1"; do ((SECONDS < deadline)) || return 1; done
}

conclude() {
    if ((wrong == 0)); then echo "PASS $(basename "$0")"; else echo "FAIL $(basename "$0"): $wrong expectations not met"; fi
    exit $((wrong > 0))
}
