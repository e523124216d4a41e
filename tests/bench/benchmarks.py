"""The benchmarks by name. Each takes a Laboratory and yields rows: a name and a Result."""
import dataclasses
import os

import measuring
import workloads
from ssh_hosts import SshHosts

PROCESSORS = os.cpu_count()
ANSIBLE_MOST_RUNS = 3


@dataclasses.dataclass
class Result:
    ours: measuring.Figures
    theirs: measuring.Figures | None
    found: str
    aim: str
    met: bool | None


class Laboratory:
    """A directory, the two programs, and how often each is run."""

    def __init__(self, directory, understudy, runs, with_ansible):
        directory.mkdir()
        self.directory = directory
        self.understudy = understudy
        self.runs = runs
        self.with_ansible = with_ansible
        # Neither program meets a configuration of this machine's.
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("ANSIBLE_")}
        self.environment |= {"ANSIBLE_CONFIG": str(self.write("ansible.cfg", "")), "ANSIBLE_NOCOLOR": "1", "ANSIBLE_LOCALHOST_WARNING": "0"}
        self.theirs = self.environment | {
            "ANSIBLE_PIPELINING": "1", "ANSIBLE_FORKS": "10", "ANSIBLE_SSH_CONTROL_PATH_DIR": str(directory / "cp"),
            "ANSIBLE_LOCAL_TEMP": str(directory / "ansible")}

    def write(self, name, text):
        path = self.directory / name
        path.write_text(text)
        return path

    def once(self, command, environment, hosts=None):
        if hosts:
            hosts.start()
        try:
            figures = measuring.measure(command, environment, self.directory / "log")
        finally:
            spent = hosts.stop() if hosts else 0
        return dataclasses.replace(figures, target=spent)

    def compare(self, ours, theirs, hosts=None, most=ANSIBLE_MOST_RUNS):
        """The medians of both, measured in turn after one run of ours that is not counted: it brings the agent, and
        everything into the state that both then find. ansible-core is run `most` times at most."""
        kept = {"ours": [], "theirs": []}
        self.once(ours, self.environment, hosts)
        rounds = min(self.runs, most) if self.with_ansible and theirs else 0
        for number in range(self.runs):
            if number < rounds:
                kept["theirs"].append(self.once(theirs, self.theirs, hosts))
            kept["ours"].append(self.once(ours, self.environment, hosts))
        return tuple(measuring.median(kept[side]) if kept[side] else None for side in ("ours", "theirs"))

    def compare_plays(self, inventory, ours, theirs=None, hosts=None, most=ANSIBLE_MOST_RUNS):
        return self.compare([self.understudy, "play", "-i", str(inventory), str(ours)],
                            ["ansible-playbook", "-i", str(inventory), str(theirs or ours)], hosts, most)


def times_faster(name, figures, least):
    ours, theirs = figures
    if theirs is None:
        return name, Result(ours, None, "-", f"{least} times", None)
    ratio = theirs.wall / ours.wall
    return name, Result(ours, theirs, f"{ratio:.0f} times", f"{least} times", ratio >= least)


def on_one_host(laboratory, name, playbook, least):
    hosts = SshHosts(laboratory.directory, 1)
    written = laboratory.write(f"{name}.yml", playbook)
    (laboratory.directory / "host0").mkdir()
    return times_faster(name, laboratory.compare_plays(hosts.inventory, written, hosts=hosts), least)


def mixed(laboratory):
    """100 small tasks (file, copy, lineinfile, command, stat) on one host over ssh: 50 times faster"""
    home = f"{laboratory.directory}/host0"
    yield on_one_host(laboratory, "mixed", workloads.mixed(100, home), 50)


def loop(laboratory):
    """100 items in one loop, over ssh: 50 times faster"""
    yield on_one_host(laboratory, "loop", workloads.loop(100, f"{laboratory.directory}/host0"), 50)


def without_hosts(laboratory, name, playbook, least):
    yield times_faster(name, laboratory.compare_plays("localhost,", laboratory.write("play.yml", playbook)), least)


def empty(laboratory):
    """a play with nothing to do or connect to starts and ends: 40 times faster"""
    yield from without_hosts(laboratory, "empty", workloads.play([]), 40)


def debug(laboratory):
    """100 debug tasks: 100 times faster"""
    yield from without_hosts(laboratory, "debug", workloads.debug(100), 100)


def skipped(laboratory):
    """100 skipped tasks: 100 times faster"""
    yield from without_hosts(laboratory, "skipped", workloads.skipped(100), 100)


def hosts(laboratory):
    """20 small tasks on ten hosts: at most 1.5 times the larger of one host's time and the processor time of ten / cores"""
    several = SshHosts(laboratory.directory, 10)
    for number in range(10):
        (laboratory.directory / f"host{number}").mkdir()
    home = f"{laboratory.directory}/{{{{ inventory_hostname }}}}"
    all_of_them = laboratory.write("ten.yml", workloads.mixed(20, home))
    ten, theirs = laboratory.compare_plays(several.inventory, all_of_them, hosts=several, most=1)
    (laboratory.directory / "single").mkdir()
    single = SshHosts(laboratory.directory / "single", 1)
    one, _ = laboratory.compare([laboratory.understudy, "play", "-i", str(single.inventory), str(all_of_them)], None,
                                single)
    floor = max(one.wall, ten.processor / PROCESSORS)
    yield "hosts, one", Result(one, None, "-", "-", None)
    yield "hosts, ten", Result(ten, theirs, f"{ten.wall / floor:.2f} times {floor * 1000:.0f} ms", "1.5 times",
                               ten.wall <= 1.5 * floor)


def inventory(laboratory):
    """1000 local hosts of 100 variables: read in 2 s; a skipped and a debug task under 1 ms a host and task, in 500 MB"""
    count = 1000
    written = workloads.write_inventory(laboratory.directory / "inventory", count, 100)
    read, theirs = laboratory.compare([laboratory.understudy, "inventory", "-i", str(written), "--list"],
                                      ["ansible-inventory", "-i", str(written), "--list"])
    yield "inventory", Result(read, theirs, f"{read.wall:.2f} s", "under 2 s", read.wall < 2)
    tasks, theirs = laboratory.compare_plays(written, laboratory.write("tasks.yml", workloads.skip_and_debug()), most=1)
    # What reading the inventory costs is in it.
    each = 1000 * tasks.control / (2 * count)
    yield "1000 hosts", Result(tasks, theirs, f"{each:.2f} ms, {tasks.peak:.0f} MB", "1 ms, 500 MB",
                               each < 1 and tasks.peak < 500)


def waits(laboratory):
    """ten independent waits of half a second on one host: under one second with strategy: graph"""
    ours, theirs = workloads.waits(10)
    single = SshHosts(laboratory.directory, 1)
    figures = laboratory.compare_plays(single.inventory, laboratory.write("ours.yml", ours),
                                       laboratory.write("theirs.yml", theirs), single)
    yield "waits", Result(*figures, f"{figures[0].wall:.2f} s", "under 1 s", figures[0].wall < 1)


BENCHMARKS = {name.__name__: name for name in (mixed, loop, empty, debug, skipped, hosts, inventory, waits)}
