import fc from '../../node_modules/fast-check/lib/cjs/fast-check.js';

/*
 * The library of random inputs, as tests have it: TOPOGEN_FUZZ_SEED gives every law the same inputs again, as it does for the fuzzers.
 */

const seed = Number(process.env['TOPOGEN_FUZZ_SEED']);
if (Number.isSafeInteger(seed) && seed !== 0) fc.configureGlobal({ seed });

export * from '../../node_modules/fast-check/lib/cjs/fast-check.js';
export default fc;
