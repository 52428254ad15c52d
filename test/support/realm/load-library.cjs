/*
 * Makes of a library's module one that asks the environment of the test files for it: `environment.ts` loads each library
 * once for all files that a worker runs.
 */
module.exports = {
  // The code depends on nothing but the path, so that a large library need not be read through.
  getCacheKey: (_source, path) => Buffer.from(`1 ${path}`).toString('base64url').slice(-200),
  process: (_source, path) => ({ code: `module.exports = topogenLibrary(${JSON.stringify(path)});` }),
};
