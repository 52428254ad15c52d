import type { Terminal, ExitCode } from '../ports';
import { apply } from './apply';
import { asModule, type Module } from './command';
import { check } from './check';
import { completion } from './completion';
import { connect } from './connect';
import { cost } from './cost';
import { destroy } from './destroy';
import { diff } from './diff';
import { explain } from './explain';
import { init } from './init';
import { plan } from './plan';
import { report } from './report';
import { runbook } from './runbook';
import { schema } from './schema';
import { simulate } from './simulate';
import { synth } from './synth';
import { validate } from './validate';

/** Returns every command, in the order of the help. To add one: a file beside this, and a line here. */
export function commandModules(terminal: Terminal, done: (code: ExitCode) => void): Module[] {
  return [
    asModule(init, terminal, done),
    asModule(validate, terminal, done),
    asModule(plan, terminal, done),
    asModule(explain, terminal, done),
    asModule(cost, terminal, done),
    asModule(simulate, terminal, done),
    asModule(report, terminal, done),
    asModule(synth, terminal, done),
    asModule(check, terminal, done),
    asModule(diff, terminal, done),
    asModule(apply, terminal, done),
    asModule(destroy, terminal, done),
    asModule(runbook, terminal, done),
    asModule(connect, terminal, done),
    asModule(schema, terminal, done),
    asModule(completion, terminal, done),
  ];
}
