const { relative } = require('node:path');
const { default: Runtime } = require('jest-runtime');

/*
 * Loads the sources once for all test files of a worker, as `environment.ts` does with libraries: loading some hundred modules
 * anew for each file took a third of the time of all tests. Nothing in them changes from file to file, since sources keep no
 * state beside what they were given. jest says what a module is and translates it, as ever; sources are loaded anew for each
 * file where they may change meanwhile (`--watch`) or where it is counted what runs (`--coverage`, the marks of mutants).
 */

/** What is loaded once, from the project's root: the sources, and what tests make of ready-made topologies. */
const ONCE = [/^src\//, /^test\/support\/(synthesized|monitored)\.ts$/];

/** Paths of translated sources and of the maps to their lines. @type {Map<string, string>} */
const maps = new Map();

module.exports = class RuntimeOfSources extends Runtime {
  constructor(config, environment, resolver, transformer, cacheFS, coverage, testPath, globalConfig) {
    super(config, environment, resolver, transformer, cacheFS, coverage, testPath, globalConfig);
    const { watch, watchAll, collectCoverage } = globalConfig;
    if (watch || watchAll || collectCoverage || process.env['TOPOGEN_REACH']) return;
    const resolve = (from, name) => this._resolution.resolveCjs(from, name);
    const options = this._getFullTransformationOptions();
    this.sources = environment.sources({
      resolve,
      mapped: (from, name) => resolver.resolveStubModuleName(from, name),
      read: (path) => {
        const { code, sourceMapPath } = transformer.transform(path, options);
        if (sourceMapPath) maps.set(path, sourceMapPath);
        if (sourceMapPath) super.getSourceMaps().set(path, sourceMapPath);
        return code;
      },
    });
    this.sourceOf = (from, name) => {
      if (!name?.startsWith('.') && !name?.startsWith('#')) return undefined;
      const path = resolve(from, name);
      return ONCE.some((paths) => paths.test(relative(config.rootDir, path))) ? path : undefined;
    };
  }

  requireModuleOrMock(from, name) {
    const source = this.sources && this.sourceOf(from, name);
    return source === undefined ? super.requireModuleOrMock(from, name) : this.sources.load(source);
  }

  /** Those of sources too, which another file may have loaded. */
  getSourceMaps() {
    const all = super.getSourceMaps();
    for (const [path, map] of maps) all.set(path, map);
    return all;
  }
};
