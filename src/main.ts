#!/usr/bin/env node
import { loadProgram } from './cli/io/load-program';

void loadProgram(__dirname).program.topogen(process.argv.slice(2));
