cat > stats.yml <<'END'
- hosts: all
  gather_facts: false
  tasks:
    - set_stats: {data: {count: 1, names: ["{{ inventory_hostname }}"]}}
    - set_stats: {data: {own: "{{ inventory_hostname }}"}, per_host: true}
END
export ANSIBLE_INVENTORY=a,b, ANSIBLE_TRANSPORT=local ANSIBLE_FORKS=1
ANSIBLE_SHOW_CUSTOM_STATS=yes understudy play stats.yml | sed -n '/RECAP/,$p'
ANSIBLE_STDOUT_CALLBACK=json understudy play stats.yml | grep -A 20 custom_stats | head -n 18
try understudy run a -m set_stats -a '{"data": {"a b": 1}}'
ANSIBLE_CALLBACK_RESULT_FORMAT=yaml ANSIBLE_CHECK_MODE_MARKERS=yes understudy play -C stats.yml -v -l a
