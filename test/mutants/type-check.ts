import { dirname, join, parse } from 'node:path';
import * as ts from 'typescript';
import { mutate, type Mutant } from './mutant';

/**
 * The mutants that the compiler takes: what it refuses, nobody can ship. All of them are checked in one program, each as a
 * file of its own beside the one that it changes, so that what they import is checked once.
 */
export function acceptedByCompiler(root: string, mutants: readonly Mutant[]): Mutant[] {
  const texts = new Map(mutants.map((mutant, i) => [besides(root, mutant, i), textOf(root, mutant)]));
  const options = optionsOf(root);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.getSourceFile = (path, language, ...rest) => {
    const text = texts.get(path);
    return text === undefined
      ? getSourceFile(path, language, ...rest)
      : ts.createSourceFile(path, text, language, true);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  const paths = [...texts.keys()];
  return mutants.filter((_, i) => isSound(program, program.getSourceFile(paths[i]!)!));
}

/** The project's own options, but for what a mutant may leave unused. */
function optionsOf(root: string): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile) as { readonly config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  return { ...options, noUnusedLocals: false, noUnusedParameters: false, incremental: false };
}

function besides(root: string, { path }: Mutant, i: number): string {
  return join(root, dirname(path), `${parse(path).name}.mutant-${i}.ts`);
}

const ORIGINALS = new Map<string, string>();

function textOf(root: string, mutant: Mutant): string {
  const path = join(root, mutant.path);
  const text = ORIGINALS.get(path) ?? ts.sys.readFile(path) ?? '';
  ORIGINALS.set(path, text);
  return mutate(text, mutant);
}

function isSound(program: ts.Program, file: ts.SourceFile): boolean {
  return program.getSyntacticDiagnostics(file).length === 0 && program.getSemanticDiagnostics(file).length === 0;
}
