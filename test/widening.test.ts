import { CLOUD_LISTS, ENGINE_LISTS } from './support/named-in';
import { runsLong } from './support/long';
import { faultyFiles } from './support/widened';

/* What a new member of an axis asks for: the compiler must object in the lists of that axis, and nowhere else. */

jest.setTimeout(300_000);

/** The files that the compiler objects to when this list of `kernel/ids.ts` has one id more. */
function faultyWithOneMore(list: 'CLOUD_IDS' | 'ENGINE_IDS'): string[] {
  return faultyFiles('kernel/ids.ts', (text) => {
    const wider = text.replace(new RegExp(`${list} = \\[([^\\]]*)\\]`), `${list} = [$1, 'another']`);
    expect(wider).not.toBe(text);
    return wider;
  });
}

// Each compiles the whole program once more.
const testWider = runsLong('what another cloud asks for, and another datastore') ? test : test.skip;

testWider('another cloud is asked for in the lists of clouds, and nowhere else', () => {
  expect(faultyWithOneMore('CLOUD_IDS')).toEqual([...CLOUD_LISTS].sort());
});

testWider('another datastore is asked for in the lists of datastores, one for each layer, and nowhere else', () => {
  expect(faultyWithOneMore('ENGINE_IDS')).toEqual([...ENGINE_LISTS].sort());
});
