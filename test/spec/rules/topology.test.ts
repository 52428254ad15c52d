import { allIssuesOf, EAST, EUROPE, issuesOf, STATE, WEST } from './issues-of';

describe('links', () => {
  const THREE = [EAST, WEST, EUROPE];
  const linked = (links: object, datacenters: readonly object[] = THREE): string[] => issuesOf({ links, datacenters });

  test('a hub is one of three datacenters or more, on a cloud that hands on what it hears', () => {
    expect(linked({ shape: 'hub', hub: 'us-east' })).toEqual([]);
    expect(linked({ shape: 'hub' })).toEqual(['hub-missing links']);
    expect(linked({ shape: 'hub', hub: 'us-eats' })).toEqual(['hub-unknown links.hub']);
    expect(linked({ shape: 'hub', hub: 'eu-west' })).toEqual(['hub-without-transit links.hub']);
    expect(linked({ shape: 'hub', hub: 'us-east' }, [EAST, WEST])).toEqual(['hub-of-few links.shape']);
    expect(linked({ shape: 'mesh', hub: 'us-east' })).toEqual(['hub-in-mesh links.hub']);
    expect(linked({ shape: 'mesh' })).toEqual([]);
  });

  test('two datacenters of one region on AWS are linked by VPN instances alone, or through a hub elsewhere', () => {
    const twin = { ...EAST, name: 'us-east-too' };
    const taken = (i: number) => [`region-taken datacenters.${i}.region`];
    expect(linked({}, [EAST, twin])).toEqual(taken(1));
    expect(linked({}, [WEST, EAST, twin])).toEqual(taken(2));
    expect(linked({ awsToAws: 'ipsec' }, [EAST, twin])).toEqual([]);
    expect(linked({ shape: 'hub', hub: 'us-west' }, [EAST, twin, WEST])).toEqual([]);
    expect(linked({ shape: 'hub', hub: 'us-east' }, [EAST, twin, WEST])).toEqual(taken(1));
    expect(linked({ shape: 'hub', hub: 'us-east-too' }, [EAST, twin, WEST])).toEqual(taken(1));
    // Google's own link joins them.
    expect(linked({}, [EUROPE, { ...EUROPE, name: 'eu-west-too' }])).toEqual([]);
  });

  test('links over VPN instances are wished for where two datacenters could have one', () => {
    expect(linked({ awsToAws: 'ipsec' })).toEqual([]);
    expect(linked({ awsToAws: 'ipsec' }, [EAST, EUROPE])).toEqual(['ipsec-of-few links.awsToAws']);
    expect(linked({ awsToAws: 'ipsec' }, [EUROPE])).toEqual(['ipsec-of-few links.awsToAws']);
    expect(linked({ awsToAws: 'ipsec' }, [EAST, { name: 'x' }])).toEqual([
      'missing-key datacenters.1',
      'missing-key datacenters.1',
    ]);
  });
});

describe('load', () => {
  const shares = (...each: (number | undefined)[]): string[] =>
    issuesOf({
      datacenters: [EAST, WEST, { ...EAST, name: 'eu', region: 'eu-west-1' }].slice(0, each.length).map((it, i) => ({
        ...it,
        ...(each[i] === undefined ? {} : { share: each[i] }),
      })),
    });

  test('shares make a whole, or leave something to those without one', () => {
    expect(shares(undefined, undefined)).toEqual([]);
    expect(shares(0.5, 0.5)).toEqual([]);
    expect(shares(0.1, 0.2, 0.7)).toEqual([]);
    expect(shares(0.5, undefined)).toEqual([]);
    expect(shares(1)).toEqual([]);
    expect(shares(0.5, 0.6)).toEqual(['shares-exceed-one datacenters.1.share']);
    expect(shares(0.6, 0.6, undefined)).toEqual(['shares-exceed-one datacenters.1.share']);
    expect(shares(0.5, 0.4)).toEqual(['shares-below-one datacenters.1.share']);
    expect(shares(0.5, 0.5, undefined)).toEqual(['no-share-left datacenters.2']);
    expect(shares(undefined, 1, undefined)).toEqual(['no-share-left datacenters.0', 'no-share-left datacenters.2']);
  });

  test('shares are not summed while one is malformed, or while a datacenter could not be read', () => {
    const other = (west: object): string[] => issuesOf({ datacenters: [{ ...EAST, share: 0.5 }, west] });
    expect(other({ ...WEST, share: 'half' })).toEqual(['wrong-type datacenters.1.share']);
    const whole = {
      datacenters: [
        { ...EAST, share: 1 },
        { ...WEST, share: 'none' },
      ],
    };
    expect(issuesOf(whole)).toEqual(['wrong-type datacenters.1.share']);
    expect(other({ name: 'us-west', cloud: 'aws', share: 0.4 })).toEqual(['missing-key datacenters.1']);
    expect(issuesOf({ datacenters: [{ ...EAST, share: 0.5 }, { ...WEST, share: 0.4 }, { name: 'x' }] })).toEqual([
      'missing-key datacenters.2',
      'missing-key datacenters.2',
    ]);
  });

  test('the loss of a datacenter is survived by another', () => {
    const survives = 'datacenter';
    expect(issuesOf({ kong: { survives } })).toEqual(['nobody-takes-over kong.survives']);
    expect(issuesOf({ kong: { survives }, datacenters: [EAST, WEST] })).toEqual([]);
    expect(issuesOf({ kong: { survives }, datacenters: [EAST, { name: 'x' }] })).toEqual([
      'missing-key datacenters.1',
      'missing-key datacenters.1',
    ]);
  });
});

describe('logs', () => {
  const OFFERED = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
  ];
  const kept = (flowLogRetentionDays: number): string[] => issuesOf({ network: { flowLogRetentionDays } });

  test('are kept for every time that CloudWatch Logs offers', () => {
    expect(OFFERED.filter((days) => kept(days).length > 0)).toEqual([]);
  });

  test('are kept for no other time, and the next longer one is offered', () => {
    const offerFor = (flowLogRetentionDays: number): string => {
      const issues = allIssuesOf({ network: { flowLogRetentionDays } });
      return issues.map(({ code, path, remedy }) => `${code} ${path.join('.')} ${remedy}`).join();
    };
    const between = OFFERED.slice(1).map((longer, i) => [OFFERED[i]! + 1, longer] as const);
    for (const [days, longer] of between.filter(([day, next]) => day !== next)) {
      expect(offerFor(days)).toMatch(/^retention-not-offered network\.flowLogRetentionDays /);
      expect(offerFor(days)).toMatch(new RegExp(`\\bwrite ${longer}, the next longer one$`));
    }
    expect(offerFor(3654)).toMatch(/^number-too-large .* at most 3653$/);
  });
});

describe('tags', () => {
  test.each([
    ['team', 'edge', []],
    ['a', '', []],
    ['a_b-c9', '_-9a', []],
    [`a${'b'.repeat(62)}`, 'x'.repeat(63), []],
    [`a${'b'.repeat(63)}`, 'x', ['malformed-tag-key tags']],
    ['9a', 'x', ['malformed-tag-key tags']],
    ['_a', 'x', ['malformed-tag-key tags']],
    ['Team', 'x', ['malformed-tag-key tags']],
    ['a.b', 'x', ['malformed-tag-key tags']],
    ['team', 'x'.repeat(64), ['malformed-tag-value tags.team']],
    ['team', 'Edge', ['malformed-tag-value tags.team']],
    ['team', 'a b', ['malformed-tag-value tags.team']],
  ])('%s=%s', (key, value, expected) => expect(issuesOf({ tags: { [key]: value } })).toEqual(expected));

  test.each(['topology', 'datacenter', 'role', 'managed-by', 'name'])('%s is set by topogen', (key) => {
    expect(issuesOf({ tags: { [key]: 'x' } })).toEqual([`reserved-tag-key tags.${key}`]);
  });

  test('are forty at most', () => {
    const tags = (count: number): object => Object.fromEntries(Array.from({ length: count }, (_, i) => [`t${i}`, 'x']));
    expect(issuesOf({ tags: tags(40) })).toEqual([]);
    expect(issuesOf({ tags: tags(41) })).toEqual(['too-many-tags tags']);
  });
});

test('only a state on one machine is warned of', () => {
  expect(issuesOf({ state: { backend: 'local' } })).toEqual(['state-holds-secrets state']);
  expect(issuesOf({ state: undefined })).toEqual(['state-holds-secrets state']);
  expect(issuesOf({ state: { backend: 'disk' } })).not.toContain('state-holds-secrets state');
  expect(issuesOf({ state: STATE })).toEqual([]);
});

test('and of everything that it holds: private keys too, where Terraform makes any', () => {
  const told = (fields: object): string | undefined =>
    allIssuesOf({ state: { backend: 'local' }, ...fields }).find(({ code }) => code === 'state-holds-secrets')?.message;
  const ring = { encryption: { internode: 'all' } };
  expect(told({ datastore: ring })).toContain("the private keys of the ring's authorities and nodes");
  expect(told({ datastore: { encryption: { clients: true } } })).toContain('private keys');
  expect(told({ datastore: { encryption: {} } })).not.toContain('private keys');
  expect(told({})).not.toContain('private keys');
  const primary = { datastore: { engine: 'postgresql', primary: 'us-east' }, datacenters: [EAST, WEST] };
  expect(told(primary)).toContain('the private keys of control planes and data planes');
});
