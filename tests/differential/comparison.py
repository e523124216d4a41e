"""Holds two outcomes of one case against each other."""
import difflib
import json

# Keys of a result that differ from run to run, or that say how the program is made and not what the language means.
VOLATILE = {
    "atime", "backup_file", "ctime", "delta", "dev", "device", "end", "exception", "gid", "group", "inode", "invocation", "mtime", "owner", "pid",
    "src", "start", "started_at", "time", "warnings", "deprecations", "ansible_job_id", "results_file", "version",
    "module_stderr", "module_stdout", "skipped", "uid", "uptime",
}

# Messages of failures that are each program's own words: only that there is one is compared.
OWN_WORDS = (
    "The task includes an option with an undefined variable", "The conditional check", "template error",
    "AnsibleUndefinedVariable", "'", "An unhandled exception", "Unexpected", "Unsupported parameters",
    "The field", "Invalid data passed to", "Unable to", "Could not find or access", "Could not find",
)

MOST_LINES = 40


def differences(ours, theirs, volatile=()):
    """{aspect: [line…]} of all that differs."""
    found = {}
    if ours["exit"] != theirs["exit"]:
        found["exit"] = [f"ours {ours['exit']}, ansible's {theirs['exit']}"]
    _mappings(found, "recap", ours["recap"], theirs["recap"])
    _mappings(found, "files", ours["files"], theirs["files"])
    our_heads, their_heads = _heads(ours["trail"]), _heads(theirs["trail"])
    if our_heads != their_heads:
        found["trail"] = _line_differences(our_heads, their_heads)
        return found
    for (banner, our_results), (_, their_results) in zip(ours["trail"], theirs["trail"]):
        for (host, head, our_value), (_, _, their_value) in zip(our_results, their_results):
            lines = _values(our_value, their_value, VOLATILE | set(volatile), "FAILED" in head or head.startswith("failed"))
            if lines:
                found.setdefault("values", []).extend(f"{banner} {host} {head}: {line}" for line in lines)
    return found


def _mappings(found, aspect, ours, theirs):
    lines = [f"{key}: ours {ours.get(key, 'nothing')!r}\n{' ' * len(key)}  ansible's {theirs.get(key, 'nothing')!r}"
             for key in sorted(ours.keys() | theirs.keys()) if ours.get(key, "") != theirs.get(key, "")]
    if lines:
        found[aspect] = lines


def _heads(trail):
    lines = []
    for banner, results in trail:
        lines.append(banner)
        lines += [f"  {host}: {head}" for host, head, _ in results]
    return lines


def _line_differences(ours, theirs):
    lines = list(difflib.unified_diff(theirs, ours, "ansible's", "ours", lineterm="", n=1))
    return lines[:MOST_LINES] + ["…"] * (len(lines) > MOST_LINES)


def _values(ours, theirs, volatile, failed):
    """Of a result, the keys that both return."""
    if not isinstance(ours, dict) or not isinstance(theirs, dict):
        return []
    lines = []
    for key in sorted(ours.keys() & theirs.keys() - volatile):
        our, their = ours[key], theirs[key]
        if failed and key == "msg" and any(isinstance(text, str) and text.startswith(OWN_WORDS) for text in (our, their)):
            continue
        if key == "results" and isinstance(our, list) and isinstance(their, list) and len(our) == len(their):
            for one, other in zip(our, their):
                lines += _values(one, other, volatile, failed)
        elif json.dumps(our, sort_keys=True) != json.dumps(their, sort_keys=True):
            lines.append(f"{key}\n  ours      {our!r}\n  ansible's {their!r}")
    return lines
