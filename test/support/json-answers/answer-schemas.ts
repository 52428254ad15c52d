import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { PROJECT } from '../synthesized';
import { SchemaWriter, type Schema } from './schema-of-type';

/** Returns the JSON Schema of every command's answer, made of `Answers`. No object has other fields than those named. */
export function answerSchemas(): Readonly<Record<string, Schema>> {
  const file = join(__dirname, 'answers.ts');
  const program = programOfTypes(file);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  const answers = module && checker.getExportsOfModule(module).find(({ name }) => name === 'Answers');
  if (!answers) throw new Error(`no Answers in ${file}`);
  const commands = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(answers));
  return Object.fromEntries(
    commands.map((it) => [it.name, new SchemaWriter(checker).write(checker.getTypeOfSymbol(it))]),
  );
}

/**
 * Reads a file with what its types come from. Clouds' providers and everything else that it only runs would take ten times as
 * long; a type that came from there after all would be unknown, which `SchemaWriter` refuses.
 */
function programOfTypes(file: string): ts.Program {
  const { config } = ts.readConfigFile(join(PROJECT, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const read = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, PROJECT);
  const options: ts.CompilerOptions = { ...read.options, incremental: false, types: [] };
  const host = ts.createCompilerHost(options);
  host.resolveModuleNameLiterals = (names, from) => {
    // The compiler keeps one answer for a name that a file imports twice.
    const wanted = new Set(names.filter((name) => hasTypes(name, from)).map(({ text }) => text));
    return names.map(({ text }) =>
      from.includes('/node_modules/') || wanted.has(text)
        ? ts.resolveModuleName(text, from, options, host)
        : { resolvedModule: undefined },
    );
  };
  return ts.createProgram([file], options, host);
}

/** True if a file imports types by this name; those of specs are computed of zod's definitions, which are values. */
function hasTypes({ text, parent }: ts.StringLiteralLike, from: string): boolean {
  if (!ts.isImportDeclaration(parent) || (text !== 'zod' && !text.startsWith('.')) || text.endsWith('.json'))
    return false;
  const { importClause } = parent;
  const names = importClause?.namedBindings;
  const some = names !== undefined && ts.isNamedImports(names) && names.elements.some((it) => it.isTypeOnly);
  return from.includes('/src/spec/') || importClause?.isTypeOnly === true || some;
}

/** The folder of the published schemas. */
export const PUBLISHED = join(PROJECT, 'schema/answers');

/** Returns what `answerSchemas` made when the schemas were published, which takes no compiler. */
export function schemasOfFiles(): Readonly<Record<string, Schema>> {
  const names = readdirSync(PUBLISHED).map((file) => file.replace('.schema.json', ''));
  return Object.fromEntries(
    names.map((name) => {
      const text = readFileSync(join(PUBLISHED, `${name}.schema.json`), 'utf8');
      const { $schema: _, $id: _id, title: _title, ...schema } = JSON.parse(text) as Schema & Record<string, unknown>;
      return [name, closed(schema) as Schema];
    }),
  );
}

/**
 * Returns the schema as it is published: later releases may add fields, which a reader overlooks.
 *
 * @param command as `topogen <command> --json` names it
 */
export function published(command: string, schema: Schema): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `urn:topogen:answer:${command}`,
    title: `What topogen ${command} --json writes to standard output`,
    ...(opened(schema) as Schema),
  };
}

function opened(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(opened);
  if (schema === null || typeof schema !== 'object') return schema;
  const entries = Object.entries(schema).filter(([key, value]) => !(key === 'additionalProperties' && value === false));
  return Object.fromEntries(entries.map(([key, value]) => [key, opened(value)]));
}

/** Undoes `opened`. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (schema === null || typeof schema !== 'object') return schema;
  const own = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  const isOfFields = own['type'] === 'object' && own['additionalProperties'] === undefined;
  return isOfFields ? { ...own, additionalProperties: false } : own;
}
