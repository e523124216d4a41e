"""The playbooks and inventories that are measured, as text."""


def play(tasks, hosts="all", keywords=""):
    body = "".join(f"    - {task}\n" for task in tasks)
    return f"- hosts: {hosts}\n  gather_facts: false\n{keywords}  tasks:{'' if body else ' []'}\n{body}"


# What a host is asked for most; {n} is a task's number and {home} a directory of the host's own.
SMALL_TASKS = (
    "{{name: File {n}, file: {{path: '{home}/file{n}', state: touch, mode: '0644', access_time: preserve, "
    "modification_time: preserve}}}}",
    "{{name: Copy {n}, copy: {{content: 'content of {n}', dest: '{home}/copy{n}', mode: '0644'}}}}",
    "{{name: Line {n}, lineinfile: {{path: '{home}/lines', line: 'line {n}', create: true, mode: '0644'}}}}",
    "{{name: Command {n}, command: /bin/true}}",
    "{{name: Stat {n}, stat: {{path: '{home}/copy{n}'}}}}",
)


def mixed(count, home):
    return play([SMALL_TASKS[number % len(SMALL_TASKS)].format(n=number // len(SMALL_TASKS), home=home)
                 for number in range(count)])


def loop(count, home):
    return play([f"{{name: Files, file: {{path: '{home}', state: directory}}, "
                 f"loop: \"{{{{ range({count}) | list }}}}\"}}"])


def debug(count):
    return play([f"{{name: Say {number}, debug: {{msg: This is {number}}}}}" for number in range(count)])


def skipped(count):
    return play([f"{{name: Skip {number}, command: /bin/true, when: wanted | default(false)}}"
                 for number in range(count)])


def waits(count):
    """Each waits half a second for itself; ansible-core knows no `needs:` and is given what it knows."""
    ours = play([f"{{name: Wait {number}, command: sleep 0.5, needs: []}}" for number in range(count)],
                keywords="  strategy: graph\n")
    theirs = play([f"{{name: Wait {number}, command: sleep 0.5}}" for number in range(count)])
    return ours, theirs


def skip_and_debug():
    return play(["{name: Skip, command: /bin/true, when: variable1 == 'nothing'}",
                 "{name: Say, debug: {msg: '{{ variable1 }} of {{ inventory_hostname }}'}}"])


def write_inventory(directory, hosts, variables):
    """A file of variables for each host: what an inventory of that size looks like."""
    (directory / "host_vars").mkdir(parents=True)
    names = [f"host{number:04}" for number in range(hosts)]
    (directory / "hosts").write_text("[all:vars]\nansible_connection=local\n[machines]\n" + "\n".join(names) + "\n")
    for name in names:
        (directory / "host_vars" / f"{name}.yml").write_text(
            "".join(f"variable{number}: value {number} of {name}\n" for number in range(variables)))
    return directory / "hosts"
