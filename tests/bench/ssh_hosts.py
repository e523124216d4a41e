"""Hosts to manage without a network: one sshd each, on ports of the loopback, with keys of our own."""
import getpass
import os
import pathlib
import socket
import subprocess
import sys
import time

import measuring

SSHD = "/usr/sbin/sshd"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class SshHosts:
    """`directory` gets keys, configurations and an `inventory` of host0, host1, …; each is up between start() and stop()."""

    def __init__(self, directory, count):
        self.directory = pathlib.Path(directory)
        self.ports = [free_port() for _ in range(count)]
        self.servers = []
        self.inventory = self.directory / "inventory"
        # The login user's start-up files, which a shell reads for each command, are none of ours.
        (self.directory / "home").mkdir()
        for key in ("host_key", "user_key"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.directory / key], check=True)
        key = (self.directory / "host_key.pub").read_text()
        for port in self.ports:
            self.configuration(port).write_text(
                f"Port {port}\nListenAddress 127.0.0.1\nHostKey {self.directory}/host_key\nPidFile none\nStrictModes no\n"
                f"AuthorizedKeysFile {self.directory}/user_key.pub\nPermitRootLogin yes\nUsePAM no\n"
                f"SetEnv HOME={self.directory}/home\n")
        (self.directory / "known_hosts").write_text("".join(f"[127.0.0.1]:{port} {key}" for port in self.ports))
        self.inventory.write_text("".join(f"host{number} ansible_port={port}\n" for number, port in enumerate(self.ports))
            + f"[all:vars]\nansible_host=127.0.0.1\nansible_user={getpass.getuser()}\n"
              f"ansible_ssh_private_key_file={self.directory}/user_key\nansible_python_interpreter={sys.executable}\n"
              f"ansible_ssh_common_args='-F none -o UserKnownHostsFile={self.directory}/known_hosts'\n")

    def configuration(self, port):
        return self.directory / f"sshd_config.{port}"

    def start(self):
        # Debian's sshd refuses to start without it; its package's service makes it at boot.
        if os.geteuid() == 0:
            pathlib.Path("/run/sshd").mkdir(exist_ok=True)
        measuring.adopt_orphans()
        self.servers = [subprocess.Popen([SSHD, "-D", "-f", self.configuration(port)], stderr=subprocess.DEVNULL)
                        for port in self.ports]
        for server, port in zip(self.servers, self.ports):
            self.wait_for(server, port)
        self.before = [self.processor_of(server.pid) for server in self.servers]

    @staticmethod
    def wait_for(server, port):
        while server.poll() is None:
            with socket.socket() as probe:
                probe.settimeout(5)
                if probe.connect_ex(("127.0.0.1", port)) == 0 and probe.recv(4) == b"SSH-":
                    break
            time.sleep(0.02)
        else:
            raise SystemExit("sshd does not start")
        while measuring.children_of(server.pid):
            time.sleep(0.01)

    @staticmethod
    def processor_of(process):
        return int(pathlib.Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9

    def stop(self):
        """Seconds of processor that the hosts spent since start(), those of their sessions included. A listener is ended
        when its sessions are over, for it counts those that it has waited for."""
        spent = 0.0
        for server, before in zip(self.servers, self.before):
            while measuring.children_of(server.pid):
                time.sleep(0.01)
            server.terminate()
            _, _, used = os.wait4(server.pid, 0)
            server.returncode = 0
            spent += used.ru_utime + used.ru_stime - before
        self.servers = []
        # What a session left behind when it was closed has become a child of ours.
        for orphan in measuring.children_of(os.getpid()):
            _, _, used = os.wait4(orphan, 0)
            spent += used.ru_utime + used.ru_stime
        return spent

    def end(self):
        """Ends the listeners, also where sessions are still open (ansible-core's stay for a minute)."""
        for server in self.servers:
            server.terminate()
            server.wait()
        self.servers = []
