import { readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname } from 'node:path';
import { compileFunction, type Context } from 'node:vm';

interface Module {
  exports: unknown;
}

const PARAMETERS = ['module', 'exports', 'require', '__dirname', '__filename'];

/** Finds and reads modules that Node can not load by itself. */
export interface Reader {
  /** Returns the path of what a module requires by a name. */
  resolve(from: string, name: string): string;
  /** Returns the path of what the project gives in the place of a module by this name, if it does. */
  mapped(from: string, name: string): string | null;
  /** Returns the code of a module as CommonJS. */
  read(path: string): string;
}

/** CommonJS modules that are loaded once into a realm, with everything that they require. */
export class Libraries {
  private readonly loaded = new Map<string, Module>();
  /** The globals that modules have added, which stay as long as they do. */
  readonly globals = new Set<PropertyKey>();
  /** Reads TypeScript. */
  reader: Reader | undefined;

  /**
   * @param injected globals that modules get as parameters: in a realm of `node:vm` every look at a global is slow
   */
  constructor(
    private readonly context: Context,
    private readonly global: typeof globalThis,
    private readonly injected: readonly string[],
  ) {}

  /** Returns the exports of a module by its absolute path. */
  load(path: string): unknown {
    const known = this.loaded.get(path);
    if (known) return known.exports;
    const module: Module = { exports: {} };
    const before = new Set(Reflect.ownKeys(this.global));
    this.loaded.set(path, module);
    try {
      if (path.endsWith('.json')) module.exports = this.global.JSON.parse(readFileSync(path, 'utf8'));
      else this.run(path, module);
    } catch (error) {
      this.loaded.delete(path);
      throw error;
    }
    for (const key of Reflect.ownKeys(this.global)) if (!before.has(key)) this.globals.add(key);
    return module.exports;
  }

  private run(path: string, module: Module): void {
    const outer = createRequire(path);
    const reader = path.endsWith('.ts') ? this.reader : undefined;
    const resolve = (name: string): string =>
      reader ? reader.resolve(path, name) : (this.reader?.mapped(path, name) ?? outer.resolve(name));
    const require = (name: string): unknown => (isBuiltin(name) ? outer(name) : this.load(resolve(name)));
    const given = [module, module.exports, Object.assign(require, { resolve }), dirname(path), path];
    const source = reader ? reader.read(path) : readFileSync(path, 'utf8');
    const globals = this.injected.map((name) => this.global[name as keyof typeof globalThis] as unknown);
    try {
      this.compile(path, source, this.injected).call(module.exports, ...given, ...globals);
    } catch (error) {
      // A module may declare one of these names itself, and is then compiled without them.
      if (!/ has already been declared/.test(String(error))) throw error;
      this.compile(path, source, []).call(module.exports, ...given);
    }
  }

  private compile(path: string, source: string, names: readonly string[]): (...given: unknown[]) => void {
    return compileFunction(source, [...PARAMETERS, ...names], { filename: path, parsingContext: this.context }) as (
      ...given: unknown[]
    ) => void;
  }
}
