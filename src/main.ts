#!/usr/bin/env node
import { processTerminal } from './cli/ports';
import { runCli } from './cli/run';

void runCli(process.argv.slice(2), processTerminal()).then((code) => {
  process.exitCode = code;
});
