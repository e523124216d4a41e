# Plays that need nothing of each other run at once, on one host too: each waits for a file that the other makes. Their
# lines may come in any order, and each says which play it is about.
mkdir parts
cat > parts/second.yml <<'END'
- name: Second
  hosts: localhost
  gather_facts: false
  tasks:
    - wait_for: {path: "{{ playbook_dir }}/../first", timeout: 20}
    - file: {path: "{{ playbook_dir }}/../second", state: touch}
    - set_fact: {word: "of {{ play }}"}
- name: After it in its file
  hosts: localhost
  gather_facts: false
  tasks:
    - debug: {msg: "a word {{ word }}"}
END
cat > site.yml <<'END'
- name: First
  hosts: localhost
  gather_facts: false
  needs: []
  tasks:
    - file: {path: "{{ playbook_dir }}/first", state: touch}
    - wait_for: {path: "{{ playbook_dir }}/second", timeout: 20}
- import_playbook: parts/second.yml
  id: imported
  needs: []
  vars: {play: an import}
- name: Last
  hosts: localhost
  gather_facts: false
  needs: [imported, First]
  tasks:
    - debug: {msg: "it knows the word {{ word }}"}
END
understudy play site.yml | sed 's/[0-9.]* s\b/TIME s/g' | grep -E '^(ok|changed|PLAY|localhost|The plays)|msg' | sort
understudy play --form json site.yml | python3 -c '
import json, sys
for play in json.load(sys.stdin)["plays"]:
    print(play["play"]["name"], [task["task"]["name"] for task in play["tasks"]])' | sort
try understudy play -e '{"play": "an option"}' --list-tasks site.yml
