"""Runs parts of topogen-vpn-failover from a test: `failover_driver.py SCRIPT MODE`, with JSON on standard input.

    decide   {"preferred": ..., "rounds": [{"now": ..., "mine": [...], "theirs": [...] or null, "held": [...]}]}: what the
             decision wants in each round, where a range in `held` is one whose routes point to the other gateway
    watch    {"preferred": ..., "other": [address, port], "own": [address, port], "rounds": [seconds]}: whole rounds, with
             the commands in the folder STAND_INS before all others
"""
import importlib.machinery
import importlib.util
import json
import os
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
        for item in wanted:
            decision.looked(each["now"], item, item in each["held"])
        answers.append(wanted)
    return answers


def watch(failover, asked):
    watched = failover.Watch("us-west-2", asked["preferred"], *asked["other"])
    failover.serve(watched, *asked["own"])
    for now in asked["rounds"]:
        watched.try_round(now)
    return sorted(failover.asked(*asked["own"]))


# Here, since some installations of Python put commands of their own first.
os.environ["PATH"] = os.environ["STAND_INS"] + os.pathsep + os.environ["PATH"]
mode = {"decide": decide, "watch": watch}[sys.argv[2]]
print(json.dumps(mode(load(sys.argv[1]), json.load(sys.stdin))))
