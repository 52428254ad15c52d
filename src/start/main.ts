#!/usr/bin/env node
import { startProgram } from './load-program';
import { printsVersion } from './version';

const args = process.argv.slice(2);
// The help of a command runs nothing of it.
const command = args.includes('--help') ? '--help' : (args[0] ?? '');
if (!printsVersion(__dirname, args)) void startProgram(__dirname, command, (program) => program.topogen(args));
