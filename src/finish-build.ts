import { finishBuild } from './cli/io/finish-build';

void finishBuild(__dirname);
