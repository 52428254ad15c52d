import { startProgram } from './load-program';

startProgram(__dirname, (program) => program.cdktfApp(process.env));
