import { runApp } from '../cli/run-for-cdktf';
import type { Program } from './load-program';
import { processTerminal } from '../cli/ports';
import { runCli } from '../cli/run';

/** All of topogen, as the build makes one file of it. */
export const program: Program = {
  async topogen(args) {
    process.exitCode = await runCli(args, processTerminal());
  },
  async cdktfApp(env) {
    process.exitCode = await runApp(env);
  },
};
