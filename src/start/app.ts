import { startProgram } from './load-program';

void startProgram(__dirname, 'cdktf', (program) => program.cdktfApp(process.env));
