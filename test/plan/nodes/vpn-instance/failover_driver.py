"""Runs parts of topogen-vpn-failover from a test: `failover_driver.py SCRIPT MODE`, with JSON on standard input.

    decide   {"preferred": ..., "rounds": [{"now": ..., "mine": [...], "theirs": [...] or null, "held": [...]}]}: what the
             decision wants in each round, where a range in `held` is one whose routes point to the other gateway
    watch    {"preferred": ..., "other": [address, port], "own": [address, port], "rounds": [seconds], "later": seconds}:
             whole rounds, with the commands in the folder STAND_INS before all others; what it then answers, after a while
    pair     {"seconds": ..., "down": {"a": spans, "b": spans}, "dead": {...}, "torn": spans}: two decisions side by side, of
             which a is preferred; spans of [from, to] in which the tunnels of one are down, one does not run at all, or the
             two do not hear each other: which of them the route leads to, in each round
    alive    {"socket": name}: what systemd hears on that socket
"""
import importlib.machinery
import importlib.util
import json
import os
import socket
import sys


def load(path):
    loader = importlib.machinery.SourceFileLoader("failover", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("failover", loader))
    sys.dont_write_bytecode = True
    loader.exec_module(module)
    return module


def decide(failover, asked):
    decision = failover.Decision(asked["preferred"])
    answers = []
    for each in asked["rounds"]:
        theirs = None if each["theirs"] is None else set(each["theirs"])
        wanted = decision.wanted(each["now"], set(each["mine"]), theirs)
        for item, reason in wanted.items():
            decision.looked(each["now"], item, reason, item in each["held"])
        answers.append(list(wanted))
    return answers


def watch(failover, asked):
    clock = [0]
    watched = failover.Watch("us-west-2", asked["preferred"], *asked["other"], clock=lambda: clock[0])
    failover.serve(watched, *asked["own"])
    for clock[0] in asked["rounds"]:
        watched.try_round(clock[0])
    clock[0] += asked.get("later", 0)
    answer = failover.asked(*asked["own"])
    return None if answer is None else sorted(answer)


def pair(failover, asked):
    a, b = failover.Decision(True), failover.Decision(False)
    holder = "a"
    held = []
    within = lambda now, spans: any(first <= now < last for first, last in spans)
    for now in range(0, asked["seconds"], 5):
        mine = {name: set() if within(now, asked["down"][name]) else {"range"} for name in "ab"}
        torn = within(now, asked["torn"])
        for name, other, decision in (("a", "b", a), ("b", "a", b)):
            theirs = None if torn or within(now, asked["dead"][other]) else mine[other]
            if within(now, asked["dead"][name]):
                continue
            for each, reason in decision.wanted(now, mine[name], theirs).items():
                decision.looked(now, each, reason, holder == other)
                holder = name
        held.append(holder)
    return held


def alive(failover, asked):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(asked["socket"] if asked["socket"][0] != "@" else "\0" + asked["socket"][1:])
        heard.settimeout(5)
        os.environ["NOTIFY_SOCKET"] = asked["socket"]
        failover.still_alive()
        return heard.recv(100).decode()


# Here, since some installations of Python put commands of their own first.
os.environ["PATH"] = os.environ["STAND_INS"] + os.pathsep + os.environ["PATH"]
mode = {"decide": decide, "watch": watch, "pair": pair, "alive": alive}[sys.argv[2]]
print(json.dumps(mode(load(sys.argv[1]), json.load(sys.stdin))))
