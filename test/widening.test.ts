import { CLOUD_LISTS, ENGINE_LISTS } from './support/named-in';
import { runsLong } from './support/long';
import { faultsOf, type Fault } from './support/widened';

/* What a new member of an axis asks for: the compiler must object in the lists of that axis, and nowhere else. */

jest.setTimeout(300_000);

const ANOTHER = { CLOUD_IDS: 'another-cloud', ENGINE_IDS: 'another-engine' };

/** What the compiler objects to when each list of `kernel/ids.ts` has one id more, which its messages name. */
function faultsOfOneMore(): readonly Fault[] {
  return faultsOf('kernel/ids.ts', (text) =>
    Object.entries(ANOTHER).reduce((before, [list, id]) => {
      const wider = before.replace(new RegExp(`${list} = \\[([^\\]]*)\\]`), `${list} = [$1, '${id}']`);
      expect(wider).not.toBe(before);
      return wider;
    }, text),
  );
}

/** The files of the faults that name an id, each once, in order. */
function filesNaming(id: string, faults: readonly Fault[]): string[] {
  return [...new Set(faults.filter(({ text }) => text.includes(id)).map(({ file }) => file))].sort();
}

// It compiles the whole program once more.
const testWider = runsLong('what another cloud asks for, and another datastore') ? test : test.skip;

testWider(
  'another cloud and another datastore are asked for in the lists of theirs, one for each layer, and nowhere else',
  () => {
    const faults = faultsOfOneMore();
    expect(faults.filter(({ text }) => !Object.values(ANOTHER).some((id) => text.includes(id)))).toEqual([]);
    expect(filesNaming(ANOTHER.CLOUD_IDS, faults)).toEqual([...CLOUD_LISTS].sort());
    expect(filesNaming(ANOTHER.ENGINE_IDS, faults)).toEqual([...ENGINE_LISTS].sort());
  },
);
