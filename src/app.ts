import { loadProgram } from './cli/io/load-program';

void loadProgram(__dirname).program.cdktfApp(process.env);
