try understudy run localhost -a 'echo one two'
try understudy run localhost -m shell -a 'echo a; echo b >&2; exit 3'
try understudy run localhost -o -a 'echo "one line"'
try understudy run a,b -i a,b,c, -c local -f 1 -m debug -a 'msg="I am {{ inventory_hostname }}, {{ x }}"' -e x=1
try understudy run all -i a,b,c, --list-hosts -l 'all:!b'
try understudy run localhost -m copy -a '{"dest": "new", "content": "x\n", "mode": "0600"}' -C -D
ls new
try understudy run localhost -m set_fact -a a=1 -v
try understudy run localhost -a 'echo done' -B 30 -P 1 | sed 's/j[0-9]*\.[0-9]*/JOB/; s/"\(start\|end\|delta\)": ".*"/"\1": TIME/; s#"[^"]*/.ansible_async#"~/.ansible_async#'
ANSIBLE_LIBRARY=x try understudy run localhost -m command -a 'sleep 10' --task-timeout 1
