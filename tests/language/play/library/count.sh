#!/bin/sh
# Counts the letters of `word`; knows check mode by _ansible_check_mode.
word=$(sed -n 's/.*"word": "\([^"]*\)".*/\1/p' "$1")
grep -q '"_ansible_check_mode": true' "$1" && checked=true || checked=false
echo "a line that is no result"
[ -n "$word" ] || { echo '{"failed": true, "msg": "no word given"}'; exit 1; }
printf '{"changed": true, "letters": %d, "checked": %s, "diff": {"before": "", "after": "%s\\n"}, "ansible_facts": {"counted": "%s"}}\n' \
    "${#word}" "$checked" "$word" "$word"
