import { runProcess } from '../cli/last-net';
import { runCli } from '../cli/run';
import { runApp } from '../cli/run-for-cdktf';
import type { Program } from './load-program';

/** The whole of topogen; the build makes one file of it. */
export const program: Program = {
  topogen: (args) => runProcess((terminal) => runCli(args, terminal)),
  cdktfApp: (env) => runProcess((terminal) => runApp(env, terminal)),
};
