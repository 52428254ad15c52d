import vm from 'node:vm';

/** Functions that were compiled in a realm, by the name of their file, and by their parameters and code. */
type Compiled = Map<string, Map<string, ReturnType<typeof vm.compileFunction>>>;

/**
 * Lets Node compile each module once for a realm: jest compiles every source anew for each test file, which took a fifth of the
 * time. A module of jest is a function of its `module`, `require` and globals, so that the same function makes a new module.
 */
export function compileOnce(realm: vm.Context): void {
  const { compileFunction } = vm;
  const compiled: Compiled = new Map();
  vm.compileFunction = (code, parameters, options) => {
    const filename = options?.filename;
    if (options?.parsingContext !== realm || filename === undefined) return compileFunction(code, parameters, options);
    const ofFile = compiled.get(filename) ?? new Map<string, ReturnType<typeof compileFunction>>();
    compiled.set(filename, ofFile);
    const key = `${parameters?.join()} ${code}`;
    const known = ofFile.get(key) ?? compileFunction(code, parameters, options);
    ofFile.set(key, known);
    return known;
  };
}
