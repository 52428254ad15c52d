import { runApp } from './cli/app';

void runApp(process.env).then((code) => {
  process.exitCode = code;
});
