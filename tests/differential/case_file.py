"""One case: a rule of the language as a playbook, with the files it needs."""
import hashlib
import os
import re
import shlex
import shutil

DEFAULT_INVENTORY = """\
[web]
one
two
[db]
three
[all:vars]
ansible_connection=local
"""

# What of an outcome is compared, each by itself.
ASPECTS = ("exit", "recap", "files", "trail", "values")

SECTION = re.compile(r"^#=== (\S+)\n", re.MULTILINE)
HEADER = re.compile(r"# (rule|arguments|playbooks|environment|order|needs|differs|known|volatile): (.*)")


class Case:
    """Read from cases/NAME.yml, or from cases/NAME/ where files are no text; see README.md for the form."""

    def __init__(self, path):
        self.name = os.path.basename(path).removesuffix(".yml")
        self.path = path
        self.headers = {}
        self.files = {}
        if os.path.isdir(path):
            with open(os.path.join(path, "playbook.yml"), encoding="utf-8") as file:
                text = file.read()
        else:
            with open(path, encoding="utf-8") as file:
                text = file.read()
            parts = SECTION.split(text)
            self.files["playbook.yml"] = parts[0]
            self.files.update(zip(parts[1::2], parts[2::2]))
        for line in text.split("\n"):
            match = HEADER.fullmatch(line)
            if not match:
                break
            self.headers.setdefault(match[1], []).append(match[2])
        if "rule" not in self.headers:
            raise ValueError(f"{path}: the first line is to be '# rule: …'")
        self.differs = self._reasons("differs")
        self.known = self._reasons("known")

    def _reasons(self, header):
        """{aspect: reason} of lines such as `# differs: exit trail: the reason`."""
        reasons = {}
        for line in self.headers.get(header, []):
            aspects, _, reason = line.partition(": ")
            for aspect in aspects.split():
                if aspect not in ASPECTS or not reason:
                    raise ValueError(f"{self.path}: '# {header}: {line}' is not 'ASPECT…: reason' with {ASPECTS}")
                reasons[aspect] = reason
        return reasons

    def words(self, header):
        return shlex.split(" ".join(self.headers.get(header, [])))

    def environment(self):
        return dict(word.split("=", 1) for word in self.words("environment"))

    def arguments(self):
        """What follows the program's name on the command line."""
        arguments = self.words("arguments")
        if not any(word.startswith(("-i", "--inventory")) for word in arguments):
            arguments = ["-i", "inventory"] + arguments
        return arguments + (self.words("playbooks") or ["playbook.yml"])

    def digest(self):
        """Changes when what runs changes; a reason may be reworded freely."""
        state = hashlib.sha256()
        state.update(repr((self.arguments(), self.environment())).encode())
        for name, content in sorted(self._contents()):
            state.update(name.encode() + b"\0" + content + b"\0")
        return state.hexdigest()[:16]

    def _contents(self):
        if not os.path.isdir(self.path):
            for name, text in self.files.items():
                yield name, "".join(line for line in text.splitlines(True) if not HEADER.match(line)).encode()
            return
        for folder, _, names in os.walk(self.path):
            for name in names:
                whole = os.path.join(folder, name)
                with open(whole, "rb") as file:
                    yield os.path.relpath(whole, self.path), file.read()

    def lay_out(self, directory):
        """Writes the case's files into an empty directory. A file that begins with `#!` can be executed."""
        if os.path.isdir(self.path):
            shutil.copytree(self.path, directory, dirs_exist_ok=True, symlinks=True)
        for name, text in self.files.items():
            whole = os.path.join(directory, name)
            os.makedirs(os.path.dirname(whole), exist_ok=True)
            with open(whole, "w", encoding="utf-8") as file:
                file.write(text)
            os.chmod(whole, 0o755 if text.startswith("#!") else 0o644)
        inventory = os.path.join(directory, "inventory")
        if not os.path.exists(inventory) and "inventory" in self.arguments():
            with open(inventory, "w", encoding="utf-8") as file:
                file.write(DEFAULT_INVENTORY)
