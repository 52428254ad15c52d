#!/usr/bin/env node
import { startProgram } from './load-program';

const args = process.argv.slice(2);
// The help of a command runs nothing of it.
const command = args.includes('--help') ? '--help' : (args[0] ?? '');
void startProgram(__dirname, command, (program) => program.topogen(args));
