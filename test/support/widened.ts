import { join, relative, sep } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..', '..');

/** What the compiler objects to. */
export interface Fault {
  /** Relative to `src/`. */
  readonly file: string;
  /** The whole message, with the reasons below it. */
  readonly text: string;
}

/**
 * Compiles the sources as they would be with one file of them changed, in memory.
 *
 * @param file relative to `src/`
 * @returns what the compiler then objects to
 */
export function faultsOf(file: string, change: (text: string) => string): Fault[] {
  const configPath = join(ROOT, 'tsconfig.json');
  const { config } = ts.readConfigFile(configPath, (path) => ts.sys.readFile(path)) as { config: unknown };
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const settings: ts.CompilerOptions = { ...options, incremental: false };
  delete settings.tsBuildInfoFile;
  const host = ts.createCompilerHost(settings);
  const changed = join(ROOT, 'src', file).split(sep).join('/');
  const readFile = host.readFile.bind(host);
  host.readFile = (path) => {
    const text = readFile(path);
    return path === changed && text !== undefined ? change(text) : text;
  };
  const program = ts.createProgram(fileNames, settings, host);
  return ts.getPreEmitDiagnostics(program).map(({ file: at, messageText }) => ({
    file: relative(join(ROOT, 'src'), at?.fileName ?? 'no file')
      .split(sep)
      .join('/'),
    text: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }));
}
