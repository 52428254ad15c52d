import { cassandraOf } from '../../../src/plan/datastores/cassandra/of-plan';
import { createHash } from 'node:crypto';
import { DOMParser } from '@xmldom/xmldom';
import { PRICE_LISTS } from '../../../src/clouds/facts';
import { userText } from '../../../src/kernel/text/text';
import { planCost } from '../../../src/report/cost/plan-cost';
import { renderPage } from '../../../src/report/page/page';
import { simulate } from '../../../src/report/simulate/simulate';
import { readTemplates } from '../../support/templates';
import { reportOf, tableOf, tablesOf, wordsOf, type Reported } from './page-of';

/** Both clouds, a link of each kind, a Redis, a hub: every part of the page has something to show. */
const SPEC = {
  name: 'edge',
  requestsPerSecond: 12000,
  googleProject: 'acme-edge',
  datacenters: [
    { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
    { name: 'eu-west', cloud: 'google', region: 'europe-west1' },
    { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
  ],
  links: { awsToAws: 'ipsec' },
  kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }, 'key-auth'] },
  tags: { owner: 'platform' },
};

let made: Reported;
beforeAll(async () => {
  made = await reportOf(SPEC);
});

/** As people write numbers, by other means than the program's. */
function english(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 20 });
}

function dollars(value: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

describe('every number shown is the plan’s', () => {
  test('each number of the sizing is there once, with its value and its unit', () => {
    const { html, topology } = made;
    const shown = [...html.matchAll(/<data class="value" value="([^"]*)" data-number="([^"]*)">([^<]*)<\/data>/g)];
    const { reckoned } = topology.plan.sizing;
    expect(shown.map(([, , id]) => id).sort()).toEqual(reckoned.map(({ id }) => id).sort());
    const byId = new Map(
      shown.map(([, value = '', id = '', text = '']) => [id, { value: wordsOf(value), text: wordsOf(text) }]),
    );
    for (const { id, value, unit } of reckoned) {
      const it = byId.get(id);
      expect([id, it?.value]).toEqual([id, String(value)]);
      const inTable = id.split('.')[0]!.includes('--');
      if (!inTable && unit !== '')
        expect([id, it?.text]).toEqual([id, expect.stringMatching(` ${unit.replace('/', '\\/')}$`)]);
      if (typeof value === 'string') continue;
      // Shown to four digits at least, and whole from ten thousand on.
      const read = Number(it?.text.split(' ')[0]?.replaceAll(',', ''));
      expect([id, Math.abs(read - value) <= Math.max(0.5 * Number(value >= 10_000), Math.abs(value) * 5e-4)]).toEqual([
        id,
        true,
      ]);
    }
  });

  test('each formula and each source of an input is there', () => {
    const words = wordsOf(made.html);
    for (const { id, formula, reason, inputs } of made.topology.plan.sizing.reckoned) {
      const name = id.split('.')[0]!.includes('--') ? id.slice(id.indexOf('.') + 1) : id;
      expect([id, words.includes(`${name} = ${formula}`), words.includes(reason)]).toEqual([id, true, true]);
      for (const { source } of inputs)
        if (source.kind === 'table')
          expect([id, words.includes(`${source.source}, ${source.date}`)]).toEqual([id, true]);
    }
  });

  test('sums of the bill by place and part, and every line of it', () => {
    const cost = planCost(made.topology.plan, PRICE_LISTS);
    const { head, rows } = tableOf(made.html, /^USD a month by place and part$/);
    expect(rows.map(([place]) => place)).toEqual([...cost.byPlace.map(({ name }) => name.replace('--', ' - ')), 'all']);
    const cell = (place: string, column: string): string =>
      rows.find(([name]) => name === place)?.[head.indexOf(column)] ?? '';
    for (const { name, monthlyUsd } of cost.byPlace) {
      expect(cell(name.replace('--', ' - '), 'Sum')).toMatch(new RegExp(`^(at least )?${dollars(monthlyUsd)}$`));
      for (const role of cost.byRole) {
        const lines = cost.lines.filter((it) => it.place === name && it.role === role.name);
        const sum = lines.reduce((all, it) => all + Math.round((it.monthlyUsd ?? 0) * 100), 0) / 100;
        const expected =
          lines.length === 0 ? '' : lines.every((it) => it.monthlyUsd === undefined) ? 'unknown' : dollars(sum);
        expect([name, role.name, cell(name.replace('--', ' - '), role.name).replace('at least ', '')]).toEqual([
          name,
          role.name,
          expected,
        ]);
      }
    }
    expect(cell('all', 'Sum')).toBe(`at least ${dollars(cost.monthlyUsd)}`);
    expect(wordsOf(made.html)).toContain(`at least ${dollars(cost.monthlyUsd)} USD a month of 730 hours`);
    const bills = tablesOf(made.html).filter(({ caption }) => caption.startsWith('Bill of '));
    expect(bills.flatMap((it) => it.rows.map((row) => row[5]))).toEqual(
      cost.lines.map(({ monthlyUsd }) => (monthlyUsd === undefined ? 'unknown' : dollars(monthlyUsd))),
    );
  });

  test('the share of traffic is what is charged by the GiB that moves', () => {
    const cost = planCost(made.topology.plan, PRICE_LISTS);
    const moved = cost.lines.filter(
      ({ unit, role }) => unit === 'GiB' && !/kong|cassandra|redis|logs|secrets/.test(role),
    );
    const sum = moved.reduce((all, it) => all + Math.round((it.monthlyUsd ?? 0) * 100), 0) / 100;
    const percent = Math.round((100 * sum) / cost.monthlyUsd);
    expect(sum).toBeGreaterThan(1_000);
    expect(wordsOf(made.html)).toContain(`is ${dollars(sum)} USD of it: ${percent} % of what is known`);
    expect(
      tableOf(made.html, /^USD a month by place and part$/)
        .rows.at(-1)
        ?.at(-1),
    ).toBe(`${percent} %`);
  });

  test('bandwidth and use of each link', () => {
    const { limits } = made.topology.plan;
    const { head, rows } = tableOf(made.html, /^Links: /);
    expect(rows.map(([link]) => link)).toEqual(limits.bandwidth.map(({ link }) => link.replace('--', ' - ')));
    limits.bandwidth.forEach((it, i) => {
      const use = Math.max(it.replicationMbitPerSecond, it.afterOutageMbitPerSecond) / it.offeredMbitPerSecond;
      expect(rows[i]?.[head.indexOf('Carries')]).toBe(english(Math.round(it.offeredMbitPerSecond)));
      expect(rows[i]?.[head.indexOf('In use')]).toBe(use < 0.01 ? 'under 1 %' : `${Math.round(100 * use)} %`);
    });
  });

  test('every use of a quota', () => {
    const { quotas } = made.topology.plan.limits;
    const shown = tablesOf(made.html).filter(({ caption }) => caption.startsWith('Quotas that are used by'));
    const rows = shown.flatMap((it) => it.rows);
    expect(rows).toHaveLength(quotas.length);
    for (const { place, what, used, limit } of quotas) {
      const row = rows.find((it) => it[0] === place && it[1] === what && it[2] === english(used));
      expect([what, row?.[3]?.split(/,? (?:in|fixed)/)[0]]).toEqual([what, english(limit)]);
      expect([what, row?.[4]]).toEqual([what, `${Math.round((100 * used) / limit)} %`]);
    }
  });

  test('every flow once, and their number in the matrix', () => {
    const { flows } = made.topology.plan;
    const rows = tablesOf(made.html)
      .filter(({ caption }) => caption.startsWith('Flows: '))
      .flatMap((it) => it.rows);
    const said = flows.map(({ from, to, protocol, ports, purpose }) => {
      const end = (it: typeof from): string =>
        it.kind === 'role' ? `${it.datacenter} ${it.name}` : it.kind === 'range' ? `${it.cidr} (${it.what})` : it.what;
      const port = ports ? ` ${ports.from === ports.to ? ports.from : `${ports.from}-${ports.to}`}` : '';
      return [end(from), end(to), `${protocol}${port}`, purpose].join(' | ');
    });
    expect(rows.map((row) => row.join(' | ')).sort()).toEqual([...said].sort());
    const matrix = tableOf(made.html, /^Who may call whom/);
    const counts = matrix.rows
      .flatMap((row) => row.slice(1))
      .flatMap((cell) => [...cell.matchAll(/(?:^|[a-z0-9-]) ([\d,]+)(?:, also far)?(?=tcp|udp|icmp|esp|$)/g)]);
    expect(counts.reduce((sum, [, count = '']) => sum + Number(count.replaceAll(',', '')), 0)).toBe(flows.length);
  });

  test('what is left after each loss', () => {
    const { model, singles } = simulate(made.topology.plan);
    const { head, rows } = tableOf(made.html, /^Busy part of Kong/);
    for (const outcome of singles) {
      const [loss] = outcome.losses;
      if (loss?.kind !== 'datacenter') continue;
      const row = rows.find(([lost]) => lost === loss.datacenter) ?? [];
      for (const { name } of model.datacenters) {
        const load = outcome.datacenters.find((it) => it.datacenter === name)?.load;
        expect(row[head.indexOf(name)]).toBe(load ? `${Math.round(load.utilization * 100)} %` : 'lost');
      }
    }
    const kinds = new Set(singles.map(({ losses: [loss] }) => loss?.kind));
    expect(kinds.size).toBe(4);
    const busiest = Math.max(...singles.map((it) => it.busiest?.utilization ?? 0));
    const single = tableOf(made.html, /^One loss at a time$/).rows;
    expect(single.map((row) => row[3])).toContain(`${Math.round(busiest * 100)} %`);
    expect(wordsOf(made.html)).toContain('Every single loss that kong.survives covers is survived.');
  });

  test('addresses of every node that has a fixed one, in its zone', () => {
    const cards = made.html.split('<article ').slice(1);
    made.topology.plan.datacenters.forEach(({ datastore, zones }, i) => {
      const boxes = (cards[i] ?? '').split('<div class="zone">').slice(1);
      expect(boxes).toHaveLength(zones.length);
      for (const node of cassandraOf({ datastore }).nodes)
        expect(wordsOf(boxes[zones.findIndex(({ letter }) => letter === node.zone.letter)] ?? '')).toContain(
          `${node.name} ${node.address}`,
        );
    });
    expect(made.html.match(/<li class="gateway">/g)).toHaveLength(
      2 * made.topology.plan.datacenters.filter((it) => it.vpnInstances).length,
    );
  });

  test('the numbers at the head', () => {
    const facts = Object.fromEntries(
      [...made.html.matchAll(/<dt>([^<]*)<\/dt><dd><strong>([^<]*)</g)].map(([, title, value]) => [title, value]),
    );
    const { plan } = made.topology;
    expect(facts).toEqual({
      'Requests per second': '12,000',
      Datacenters: '3',
      'Kong nodes': String(plan.datacenters.flatMap(({ pools }) => pools).reduce((sum, { nodes }) => sum + nodes, 0)),
      'Cassandra nodes': String(
        plan.datacenters.reduce((sum, { datastore }) => sum + cassandraOf({ datastore }).nodes.length, 0),
      ),
      'USD a month': `at least ${dollars(planCost(plan, PRICE_LISTS).monthlyUsd)}`,
      Losses: 'survived',
    });
  });

  test('all advice and every stack', () => {
    const words = wordsOf(made.html);
    expect(made.issues.length).toBeGreaterThan(1);
    for (const { message, remedy } of made.issues) expect(words).toContain(`${message}; ${remedy}`);
    const [, stacks = ''] = made.html.split('<ol class="stacks">');
    expect([...stacks.split('</ol>')[0]!.matchAll(/<code>([^<]*)</g)].map(([, name]) => name)).toEqual(
      made.topology.plan.stacks.map(({ name }) => name),
    );
  });
});

/** The page's elements with the names of their attributes, in order: what words can never change. */
function structure(html: string): string {
  return [...html.matchAll(/<(\/?[a-zA-Z!][a-zA-Z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"]*")?)*)\s*\/?>/g)]
    .map(
      ([, name, attributes = '']) =>
        `${name} ${[...attributes.matchAll(/([a-zA-Z-]+)(?:=|\s|$)(?:"[^"]*")?/g)].map(([, key]) => key).join(',')}`,
    )
    .join('\n');
}

const HOSTILE = `"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;<!-- ]]> \`\${x}\` \u202e\u0000`;

describe('no word of a user’s becomes markup', () => {
  test('whatever free text a plan has, the page has the same elements', async () => {
    const { plan } = made.topology;
    const { reckoned } = plan.sizing;
    const drawn = (label: string) => `<svg xmlns="http://www.w3.org/2000/svg"><title>${label}</title></svg>` as never;
    const page = (words: string) => {
      const named = {
        ...plan,
        topology: `${plan.topology}${words}`,
        specFile: userText(`edge${words}.json`),
        tags: { [`owner${words}`]: `platform${words}` },
        flows: plan.flows.map((flow) => ({ ...flow, purpose: flow.purpose + words })),
        stacks: plan.stacks.map((stack) => ({ ...stack, name: stack.name + words })),
        limits: { ...plan.limits, quotas: plan.limits.quotas.map((it) => ({ ...it, what: it.what + words })) },
        sizing: {
          ...plan.sizing,
          reckoned: reckoned.map((it) => ({
            ...it,
            title: it.title + words,
            reason: it.reason + words,
            inputs: it.inputs.map((input) => ({ ...input, what: `x${words}` })),
          })),
        },
      };
      const issues = [
        { code: `a${words}`, severity: 'advice', path: [`tags${words}`], message: words, remedy: words } as const,
      ];
      const [style, script] = ['report/page.css', 'report/page.js'].map((name) => readTemplates()[name] ?? '');
      return renderPage({
        plan: named,
        cost: planCost(named, PRICE_LISTS),
        curve: [],
        simulation: simulate(named),
        issues,
        drawings: { map: drawn('map'), cost: drawn('cost') },
        style: style ?? '',
        script: script ?? '',
      });
    };
    const [plain, hostile] = [page(''), page(HOSTILE)];
    expect(structure(hostile).split('\n').length).toBeGreaterThan(1_000);
    expect(structure(hostile)).toBe(structure(plain));
    expect(hostile).not.toContain('<script>alert');
    expect(hostile).not.toMatch(/[\u0000\u202e]/);
    expect(hostile.split('&lt;script&gt;alert(1)').length).toBeGreaterThan(500);
  });

  test('the name of the spec goes the whole way as words', async () => {
    const { html } = await reportOf(SPEC, `<i>&'x'".json`);
    expect(html).toContain('<code>owner=platform</code>');
    expect(html).toContain('<code>&lt;i&gt;&amp;&#39;x&#39;&quot;.json</code>');
  });
});

describe('the page needs nothing but itself', () => {
  test('its policy allows its own style and script by their hashes, and nothing else', () => {
    const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(made.html) ?? [];
    const hash = (tag: string): string => {
      const found = [...made.html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))];
      expect([tag, found.length]).toEqual([tag, 1]);
      return `'sha256-${createHash('sha256').update(found[0]![1]!).digest('base64')}'`;
    };
    expect(wordsOf(policy)).toBe(
      `default-src 'none'; style-src ${hash('style')}; script-src ${hash('script')}; base-uri 'none'; form-action 'none'`,
    );
    expect(made.html.indexOf('Content-Security-Policy')).toBeLessThan(made.html.indexOf('<style>'));
  });

  test('it names no address that a browser would fetch, and no style or handler in an element', () => {
    const { html } = made;
    expect(
      [...html.matchAll(/\s(?:href|src|srcset|action|poster|data|xlink:href)="([^"]*)"/g)].filter(
        ([, to]) => !to!.startsWith('#'),
      ),
    ).toEqual([]);
    expect(html).not.toMatch(/\sstyle="|\son[a-z]+="|@import|url\(|<link|<img|<iframe|<object|<base/i);
    expect(
      [...html.matchAll(/https?:\/\/[^\s"<]+/g)].map(([it]) => it).filter((it) => !it.startsWith('http://www.w3.org/')),
    ).toEqual([]);
  });

  test('links within the page lead somewhere, and no id is given twice', () => {
    const ids = [...made.html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id!);
    expect(ids).toEqual([...new Set(ids)]);
    const links = [...made.html.matchAll(/(?:href="#|aria-labelledby="|aria-describedby="| for=")([^"]*)"/g)].map(
      ([, id]) => id!,
    );
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('its elements are nested as they should be', () => {
    const faults: string[] = [];
    const parser = new DOMParser({ onError: (level, message) => void faults.push(`${level}: ${message}`) });
    const body = made.html.slice(made.html.indexOf('<main '), made.html.indexOf('</main>') + 7);
    parser.parseFromString(
      body.replace(/<input([^>]*)>/g, '<input$1/>').replace(/<details open>/g, '<details>'),
      'text/xml',
    );
    expect(faults).toEqual([]);
  });

  test('the same spec gives the same bytes', async () => {
    expect((await reportOf(SPEC)).html).toBe(made.html);
  });
});
