#!/usr/bin/python3
"""Asks ansible-core what every text in expressions.txt renders to, and writes the answers to expressions.json.

The unit test compares ours with these answers, so it needs no Ansible. Run this after adding a line to
expressions.txt (ansible-core 2.14 from Debian 12 gave the kept answers). A text that Ansible refuses is kept as
an error: ours must refuse it too.
"""
import json
import os
import sys

from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar

here = os.path.dirname(os.path.abspath(__file__))


def plain(value):
    if isinstance(value, dict):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    if isinstance(value, str):
        return str(value)
    return value


def main():
    with open(os.path.join(here, "expressions.txt")) as file:
        head, body = file.read().split("\n===\n", 1)
    variables = json.loads(head)
    loader = DataLoader()
    answers = []
    for text in body.split("\n"):
        if not text or text.startswith("##"):
            continue
        text = text.replace("\u23ce", "\n")
        try:
            answers.append([text, plain(Templar(loader, variables=variables).template(text))])
        except Exception as error:  # every refusal counts alike
            print(text, "->", str(error)[:150], file=sys.stderr)
            answers.append([text])
    with open(os.path.join(here, "expressions.json"), "w") as file:
        file.write('{"variables": %s,\n"answers": [\n' % json.dumps(variables, indent=1))
        file.write(",\n".join(json.dumps(answer) for answer in answers))
        file.write("\n]}\n")


main()
