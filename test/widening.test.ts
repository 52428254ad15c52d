import { CLOUD_LISTS } from './support/named-in';
import { faultyFiles } from './support/widened';

/* What a new member of an axis asks for: the compiler must object in the lists of that axis, and nowhere else. */

jest.setTimeout(300_000);

test('a third cloud is asked for in the lists of clouds, and nowhere else', () => {
  const widened = faultyFiles('kernel/ids.ts', (text) => {
    const wider = text.replace(/CLOUD_IDS = \[([^\]]*)\]/, "CLOUD_IDS = [$1, 'third']");
    expect(wider).not.toBe(text);
    return wider;
  });
  expect(widened).toEqual([...CLOUD_LISTS].sort());
});
