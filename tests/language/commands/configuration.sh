# What a file of one's own does to a run.
cat > ansible.cfg <<'END'
[defaults]
inventory = a,b,
forks = 1
transport = local
pipelining = yes
display_ok_hosts = no
display_skipped_hosts = no
retry_files_enabled = yes
[galaxy]
server = x
END
unset ANSIBLE_CONFIG
try understudy play -v play.yml | sed 's/"\(start\|end\|delta\)": "[^"]*"/"\1": TIME/g'
cat play.retry
ANSIBLE_STDOUT_CALLBACK=oneline try understudy play play.yml -l a
ANSIBLE_STDOUT_CALLBACK=json understudy play play.yml | sed -n '/"stats"/,$p'
ANSIBLE_CALLBACKS_ENABLED=junit JUNIT_OUTPUT_DIR=reports understudy play play.yml -l a > /dev/null
grep -c '<testcase' reports/play-*.xml
try understudy play --form jsn play.yml
ANSIBLE_STDOUT_CALLBACK=dense try understudy play play.yml
ANSIBLE_CALLBACKS_ENABLED=mail try understudy play play.yml
ANSIBLE_HASH_BEHAVIOUR=merge understudy run a -m debug -a var=x -e '{"x": {"a": 1}}' -e '{"x": {"b": 2}}'
# Facts that are kept.
cat > facts.yml <<'END'
- hosts: a
  tasks:
    - debug: {msg: "{{ ansible_facts.kernel is defined }}, {{ colour | default('no colour') }}"}
    - set_fact: {colour: blue, cacheable: true}
END
export ANSIBLE_GATHERING=smart ANSIBLE_CACHE_PLUGIN=jsonfile ANSIBLE_CACHE_PLUGIN_CONNECTION=kept ANSIBLE_DISPLAY_OK_HOSTS=yes
understudy play facts.yml | grep -c 'Gathering Facts'
ls kept
understudy play facts.yml | grep -e Gathering -e msg
understudy play --flush-cache facts.yml | grep -c 'Gathering Facts'
ANSIBLE_CACHE_PLUGIN_CONNECTION= try understudy play facts.yml
chmod o+w .
try understudy play -l a play.yml 2>&1 | head -n 3
