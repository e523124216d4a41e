"""Runs a command and tells what it took: wall time, processor time with all that it started, the largest process.

A command's processor time is that of the command and of everything it left behind: a measured command gets a parent of
its own that adopts orphans (ssh's master connections, which would otherwise go uncounted), ends them and waits for them.
"""
import ctypes
import dataclasses
import json
import os
import pathlib
import resource
import signal
import statistics
import subprocess
import time

PR_SET_CHILD_SUBREAPER = 36


@dataclasses.dataclass
class Figures:
    wall: float        # seconds
    control: float     # seconds of processor on the side that runs the play
    target: float      # seconds of processor on the managed side, where that is another process
    peak: float        # MiB of the largest process on the control side

    @property
    def processor(self):
        return self.control + self.target


def median(figures):
    """Of each figure by itself."""
    return Figures(*(statistics.median(getattr(one, field.name) for one in figures)
                     for field in dataclasses.fields(Figures)))


def children_of(process):
    return [int(word) for word in pathlib.Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def adopt_orphans():
    """Processes below this one whose parent ends become children of this one."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_orphans():
    while True:
        for orphan in children_of(os.getpid()):
            os.kill(orphan, signal.SIGTERM)
        try:
            os.wait()
        except ChildProcessError:
            return


def run_and_account(command, environment, output):
    start = time.perf_counter()
    status = subprocess.call(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment)
    wall = time.perf_counter() - start
    end_orphans()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"status": status, "wall": wall, "control": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss / 1024}


def measure(command, environment, log):
    """One run as Figures, nothing on the managed side; what it printed stands in `log`. Exits when the command fails."""
    reading, writing = os.pipe()
    parent = os.fork()
    if parent == 0:
        os.close(reading)
        adopt_orphans()
        with open(log, "wb") as output:
            os.write(writing, json.dumps(run_and_account(command, environment, output)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = json.loads(pipe.read())
    os.waitpid(parent, 0)
    if told["status"] != 0:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {told['status']}:\n"
                         + pathlib.Path(log).read_text(errors="replace")[-2000:])
    return Figures(told["wall"], told["control"], 0, told["peak"])
