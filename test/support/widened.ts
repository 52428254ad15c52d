import { join, relative, sep } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..', '..');

/** Files that were read before: a second program of the same sources parses none of them again. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/**
 * Compiles the sources as they would be with one file of them changed, in memory.
 *
 * @param file relative to `src/`
 * @returns the files that the compiler then objects to, relative to `src/`, each once, in order
 */
export function faultyFiles(file: string, change: (text: string) => string): string[] {
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
  const parse = host.getSourceFile.bind(host);
  host.getSourceFile = (path, ...how) => {
    if (path === changed) return parse(path, ...how);
    if (!parsed.has(path)) parsed.set(path, parse(path, ...how));
    return parsed.get(path);
  };
  const program = ts.createProgram(fileNames, settings, host);
  const found = ts.getPreEmitDiagnostics(program).map((fault) => fault.file?.fileName ?? 'no file');
  return [...new Set(found)].map((path) => relative(join(ROOT, 'src'), path).split(sep).join('/')).sort();
}
