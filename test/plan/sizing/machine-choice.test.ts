import type { MachineFacts } from '../../../src/kernel/cloud/facts';
import { addChoice, chooseOffer, type Offer, type Weighing } from '../../../src/plan/sizing/machine-choice';
import { Ledger } from '../../../src/plan/sizing/reckoned';

const WEIGHING: Weighing = {
  id: 'x.kong.machine',
  title: 'Machine',
  comfortableNodes: 50,
  role: 'cpu',
};

function offer(
  type: string,
  vcpus: number,
  nodes: number,
  usdPerHour?: number,
  role: MachineFacts['role'] = 'cpu',
): Offer {
  const machine = { type, vcpus, memoryGib: vcpus * 2 };
  const facts: MachineFacts = {
    ...machine,
    family: type.split('.')[0] ?? type,
    role,
    networkGbps: undefined,
    networkBurstGbps: undefined,
    usdPerHour: {},
    architecture: 'amd64',
  };
  return {
    candidate: { machine, facts, usdPerHour, source: { kind: 'assumption', why: 'a test' } },
    nodes,
    nodeCapacity: vcpus,
  };
}

function chosen(offers: readonly Offer[]): string | undefined {
  return chooseOffer(offers, WEIGHING)?.candidate.machine.type;
}

describe('the choice of a machine', () => {
  test('falls on the cheapest in all, not on the cheapest for one', () => {
    expect(chosen([offer('a.small', 4, 9, 0.2), offer('a.large', 8, 4, 0.4)])).toBe('a.large');
  });

  test('falls on many small ones when they cost the same', () => {
    expect(chosen([offer('a.large', 8, 3, 0.68), offer('a.small', 4, 6, 0.34)])).toBe('a.small');
  });

  test('is not moved by the last digits of a sum', () => {
    expect(chosen([offer('a', 4, 3, 0.1), offer('b', 4, 3, 0.1 + 1e-12)])).toBe('a');
    expect(0.1 * 3).not.toBe(0.3);
    expect(chosen([offer('b', 12, 1, 0.3), offer('a', 4, 3, 0.1)])).toBe('a');
  });

  test('falls on the family that comes first when nothing else decides', () => {
    expect(chosen([offer('first', 8, 3, 0.34), offer('second', 8, 3, 0.34)])).toBe('first');
  });

  test('passes over more nodes than anyone wants to look after, as long as a larger machine needs fewer', () => {
    const offers = [offer('a.small', 4, 60, 0.1), offer('a.large', 16, 16, 0.5)];
    expect(chosen(offers)).toBe('a.large');
    expect(chosen([offer('a.small', 4, 600, 0.1), offer('a.large', 16, 160, 0.5)])).toBe('a.large');
  });

  test('never takes an unknown price for none', () => {
    expect(chosen([offer('unknown', 8, 2), offer('known', 8, 2, 99)])).toBe('known');
  });

  test('falls on the fewest vCPUs where no price is known', () => {
    expect(chosen([offer('a.large', 16, 2), offer('a.small', 4, 5)])).toBe('a.small');
  });

  test('keeps to machines made for the work, even where another is cheaper', () => {
    const offers = [offer('other', 4, 6, 0.2, 'general'), offer('right', 4, 6, 0.21)];
    expect(chosen(offers)).toBe('right');
    expect(chosen([offer('other', 4, 6, 0.2, 'general'), offer('right', 4, 6)])).toBe('other');
  });

  test('says why the others were not taken', () => {
    const offers = [
      offer('best', 8, 3, 0.3),
      offer('dear', 8, 3, 0.33),
      offer('twin', 8, 3, 0.3),
      offer('unknown', 8, 3),
      offer('other', 8, 3, 0.1, 'general'),
    ];
    const [best] = offers;
    if (!best) throw new Error('no offers');
    const { reason, runnersUp } = addChoice(best, offers, WEIGHING, new Ledger());
    expect(reason).toBe('3 x best = 0.9000 USD/h, the cheapest for the same survival');
    expect(runnersUp.map(({ what, why }) => `${what}: ${why}`)).toEqual([
      '3 x other = 0.3000 USD/h: not compute-optimised',
      '3 x twin = 0.9000 USD/h: costs the same; the other family is preferred',
      '3 x dear = 0.9900 USD/h: 10.0 % dearer',
      '3 x unknown = 24 vCPU, price unknown: its price in this region is unknown',
    ]);
  });

  test('is undefined when there is nothing to choose from', () => {
    expect(chosen([])).toBeUndefined();
  });
});
