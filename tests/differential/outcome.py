"""What a run of a case came to: exit code, recap, files made, what was printed of each task."""
import hashlib
import json
import os
import re
import stat
import subprocess
import tempfile

TIME_LIMIT = 120

BANNER = re.compile(r"(PLAY|TASK|RUNNING HANDLER|PLAY RECAP)\b ?(?:\[(.*)\])? ?\**\s*$")
RESULT = re.compile(
    # Where hosts do not wait for each other, ours names the task behind the host.
    r"(ok|changed|skipping|fatal|failed|unreachable): \[([^\]]*)\](?: [^\s=:(][^\n]*?)??(: FAILED!|: UNREACHABLE!)?"
    r"(?: => \(item=(.*?)\) ?)?(?: \(false: [^\n]*?\))?(?: => (?=\{)|: (?=\{)|[ ]*(?=\n|$))", re.DOTALL)
INCLUDED = re.compile(r"included: (.*) for ([^=]*?)(?: => \(item=(.*)\))?$")
RETRY = re.compile(r"FAILED - RETRYING: .* left\)\.")
RECAP = re.compile(r"(\S+)\s+: (ok=.*)")


def run(program, case, environment):
    """Runs the case in a fresh directory; the outcome is plain data, fit for JSON."""
    with tempfile.TemporaryDirectory(prefix="case-") as top:
        top = os.path.realpath(top)
        directory, home = os.path.join(top, "case"), os.path.join(top, "home")
        os.mkdir(directory)
        os.mkdir(home)
        case.lay_out(directory)
        before = _files(directory)
        variables = {"PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8", "NO_COLOR": "1", "USER": "root"}
        variables |= environment | case.environment()
        verbose = [] if "order" in case.headers and "quiet" in case.headers["order"] else ["-v"]
        finished = subprocess.run(
            program + verbose + case.arguments(), cwd=directory, env=variables, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=TIME_LIMIT, check=False, umask=0o022)
        output, errors = ((text.decode(errors="replace").replace(directory, "CASE").replace(top, "TOP"))
                          for text in (finished.stdout, finished.stderr))
        after = _files(directory)
        files = {path: content for path, content in after.items() if before.get(path) != content}
        files |= {path: None for path in before if path not in after}
        recap, trail = parse(output, by_host="free" in case.headers.get("order", []))
        text = json.dumps(files, ensure_ascii=False).replace(directory, "CASE").replace(top, "TOP")
        outcome = {"exit": finished.returncode, "recap": recap, "files": json.loads(text), "trail": trail}
        return outcome, output + errors


def _files(directory):
    """{path: [mode, content]} of all below the directory; a link's content is where it points."""
    found = {}
    for folder, folders, names in os.walk(directory):
        folders[:] = [name for name in folders if name != ".understudy"]
        for name in folders + names:
            whole = os.path.join(folder, name)
            status = os.lstat(whole)
            mode = format(stat.S_IMODE(status.st_mode), "04o")
            content = ""
            if stat.S_ISLNK(status.st_mode):
                mode, content = "link", os.readlink(whole)
            elif stat.S_ISREG(status.st_mode):
                with open(whole, "rb") as file:
                    content = file.read()
                try:
                    content = content.decode()
                except UnicodeDecodeError:
                    content = "sha256 " + hashlib.sha256(content).hexdigest()
            found[os.path.relpath(whole, directory)] = [mode, content]
    return found


def parse(output, by_host):
    """The recap {host: counters}, and the trail: banners with what each host came to, hosts in the order of names."""
    recap, trail, position, counting = {}, [], 0, False
    while position < len(output):
        end = output.find("\n", position)
        end = len(output) if end < 0 else end
        line = output[position:end]
        match = RESULT.match(output, position)
        start, position = position, end + 1
        if counting and (entry := RECAP.fullmatch(line.rstrip())):
            recap[entry[1]] = " ".join(entry[2].split())
        elif match:
            value = None
            if match.end() < len(output) and output[match.end()] == "{":
                try:
                    value, position = json.JSONDecoder().raw_decode(output, match.end())
                except ValueError:
                    pass
            head = match[1] + (match[3] or "") + (f" (item={match[4]})" if match[4] is not None else "")
            _add(trail, match[2], head, value)
        elif entry := INCLUDED.fullmatch(line):
            for host in entry[2].split(", "):
                _add(trail, host, "included " + entry[1] + (f" (item={entry[3]})" if entry[3] else ""), None)
        elif entry := BANNER.fullmatch(line):
            counting = entry[1] == "PLAY RECAP"
            if not counting:
                trail.append([entry[1] + (f" [{entry[2]}]" if entry[2] is not None else ""), []])
        elif RETRY.match(line):
            _add(trail, "", RETRY.match(line)[0], None)
        elif output.startswith(("skipping: no hosts matched", "...ignoring"), start):
            _add(trail, "", line, None)
    if by_host:
        return recap, _by_host(trail)
    # What `meta` does is seen in what follows; only ansible-core gives it a banner.
    trail = [entry for entry in trail if not entry[0].endswith(("[meta]", ": meta]"))]
    for _, results in trail:
        results.sort(key=lambda result: result[0])
    return recap, trail


def _add(trail, host, head, value):
    if not trail:
        trail.append(["", []])
    trail[-1][1].append([host, head, value])


def _by_host(trail):
    """One entry for each host: with `order: free` nothing holds the hosts together."""
    hosts = {}
    for _, results in trail:
        for result in results:
            hosts.setdefault(result[0], []).append(result)
    return [[host, results] for host, results in sorted(hosts.items())]
