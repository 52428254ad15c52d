#!/usr/bin/python3
"""Runs the commands that come in, each a line of JSON, side by side; answers each with a line of JSON."""
import json
import subprocess
import sys
import threading

# Whatever a command is at, the test hears of it before the virtual machine ends.
LIMIT_SECONDS = 600

speaking = threading.Lock()


def answer(number, words, text):
    try:
        ended = subprocess.run(words, input=text, capture_output=True, text=True, errors="replace", timeout=LIMIT_SECONDS)
        said = {"number": number, "status": ended.returncode, "stdout": ended.stdout, "stderr": ended.stderr}
    except (OSError, subprocess.TimeoutExpired) as fault:
        said = {"number": number, "status": 127, "stdout": "", "stderr": str(fault)}
    with speaking:
        print(json.dumps(said), flush=True)


print(json.dumps({"number": 0, "status": 0, "stdout": "ready", "stderr": ""}), flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    threading.Thread(target=answer, args=(asked["number"], asked["words"], asked["text"])).start()
