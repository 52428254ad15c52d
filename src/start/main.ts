#!/usr/bin/env node
import { loadProgram } from './load-program';

void loadProgram(__dirname).program.topogen(process.argv.slice(2));
