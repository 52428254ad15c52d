#!/usr/bin/env node
import { startProgram } from './load-program';

startProgram(__dirname, (program) => program.topogen(process.argv.slice(2)));
