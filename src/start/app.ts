import { loadProgram } from './load-program';

void loadProgram(__dirname).program.cdktfApp(process.env);
