import { createContext, runInContext } from 'node:vm';
import type { JestEnvironment, JestEnvironmentConfig } from '@jest/environment';
import { ModuleMocker } from 'jest-mock';
import { installCommonGlobals } from 'jest-util';
import { compileOnce } from './compiled-once';
import { Libraries, type Reader } from './libraries';

/*
 * The environment of test files. Most of the time of a short test went into loading cdktf, its providers and the other
 * libraries anew for each file. Here all files that a worker runs share one realm (the global objects, such as `Object`
 * and `Error`), in which libraries are loaded once; the sources and the tests themselves are loaded for each file, as
 * ever. What a file adds to the globals is taken away after it.
 */

/** A realm with Node's globals, and the libraries that were loaded in it. */
interface Realm {
  readonly context: ReturnType<typeof createContext>;
  readonly global: typeof globalThis;
  readonly libraries: Libraries;
}

/** The global function by which `load-library.cjs` asks for a library. */
const LIBRARY = 'topogenLibrary';

let shared: Realm | undefined;

function makeRealm(injected: readonly string[]): Realm {
  const context = createContext();
  const global = runInContext('this', context) as typeof globalThis;
  const own = new Set(Object.getOwnPropertyNames(global));
  for (const name of Object.getOwnPropertyNames(globalThis).filter((it) => !own.has(it))) handOn(global, name);
  // Bytes are of the same class wherever they come from, since Node's own calls return them.
  Object.assign(global, { global, Buffer, ArrayBuffer, Uint8Array });
  installCommonGlobals(global, {});
  global.Error.stackTraceLimit = 100;
  compileOnce(context);
  return { context, global, libraries: new Libraries(context, global, injected) };
}

/** Defines one of Node's globals, which is asked for when it is first used: some take long to load. */
function handOn(global: object, name: string): void {
  const settle = (value: unknown): void => void Object.defineProperty(global, name, { ...OWN, value });
  const get = (): unknown => {
    const value = globalThis[name as keyof typeof globalThis] as unknown;
    settle(value);
    return value;
  };
  Object.defineProperty(global, name, { configurable: true, enumerable: false, get, set: settle });
}

/** Makes a process object for a file, whose changes of the variables of the environment are gone after it. */
function ownProcess({ Symbol, Date }: typeof globalThis): NodeJS.Process {
  return installCommonGlobals({ Symbol, Date } as unknown as typeof globalThis, {}).process;
}

const OWN = { configurable: true, enumerable: false, writable: true } as const;

export default class SharedRealm implements JestEnvironment {
  context: Realm['context'] | null;
  readonly global: JestEnvironment['global'];
  readonly moduleMocker: ModuleMocker;
  readonly fakeTimers = null;
  readonly fakeTimersModern = null;
  /** The globals that were there before the file; they stay, as those of libraries do. */
  private readonly kept: Set<PropertyKey>;
  private readonly libraries: Libraries;

  constructor({ projectConfig }: JestEnvironmentConfig) {
    shared ??= makeRealm(projectConfig.sandboxInjectedGlobals);
    const { context, global, libraries } = shared;
    this.context = context;
    this.global = global as unknown as JestEnvironment['global'];
    global.process = ownProcess(global);
    this.moduleMocker = new ModuleMocker(global);
    this.kept = new Set(Reflect.ownKeys(global));
    Object.defineProperty(global, LIBRARY, { ...OWN, value: (path: string) => libraries.load(path) });
    this.libraries = libraries;
  }

  setup(): Promise<void> {
    return Promise.resolve();
  }

  teardown(): Promise<void> {
    for (const key of Reflect.ownKeys(this.global))
      if (!this.kept.has(key) && !this.libraries.globals.has(key)) Reflect.deleteProperty(this.global, key);
    // cdktf keeps each token that it ever made, and by it every stack.
    const { __cdktfTokenMap: tokens } = this.global as { __cdktfTokenMap?: Record<string, Map<unknown, unknown>> };
    for (const map of [tokens?.['stringTokenMap'], tokens?.['numberTokenMap']]) map?.clear();
    this.context = null;
    return Promise.resolve();
  }

  /** Returns what loads sources once for all files of a worker. @param reader of TypeScript */
  sources(reader: Reader): Libraries {
    this.libraries.reader = reader;
    return this.libraries;
  }

  exportConditions(): string[] {
    return ['node', 'node-addons'];
  }

  getVmContext(): Realm['context'] | null {
    return this.context;
  }
}
