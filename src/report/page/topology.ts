import { htmlLines, htmlText, markup } from '../../kernel/text/html';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { PoolPlan } from '../../plan/pools/pool';
import { datastoreReport } from '../datastores/registry';
import { poolSize } from '../pools';
import { BANDWIDTH_HEAD, bandwidthNote, bandwidthRows, hubText } from '../limits';
import { linkText } from '../link-text';
import { datacenterHead, datacenterRows } from '../rows';
import { grouped } from '../table';
import { linkUse, useText } from './link-use';
import { cells, figure, heading, joined, meter, paragraph, section, table, type Html } from './parts';
import type { ReportPage } from './report-page';

/** The drawing of the topology, and the same in tables: datacenters, links, and the inside of each datacenter. */
export function topologySection({ plan, drawings }: ReportPage): Html {
  return section('topology', 'Topology', [
    figure(
      drawings.map,
      `Datacenters of ${plan.topology} where they are; a dotted line leads from a sign that had to move aside to its place. The tables below say the same.`,
    ),
    table({
      caption: 'Datacenters',
      head: datacenterHead(plan),
      rows: cells(datacenterRows(plan)),
      columns: ['', '', '', '', '', 'number'],
    }),
    ...linkTable(plan),
    heading('Inside each datacenter'),
    paragraph(
      'Every machine of Kong is in one group for each pool, which the cloud spreads over the zones evenly; machines of the datastore have fixed zones and addresses.',
    ),
    markup`<div class="datacenters">
${htmlLines(plan.datacenters.map((it) => datacenterCard(plan, it)))}
</div>`,
  ]);
}

function linkTable(plan: Plan): readonly Html[] {
  if (plan.links.length === 0) return [];
  const rows = bandwidthRows(plan);
  const hub = hubText(plan);
  return [
    table({
      caption: 'Links: bandwidth and use, Mbit/s of one direction',
      head: ['Link', 'Kind', 'In use', ...BANDWIDTH_HEAD.slice(1)],
      rows: plan.links.map((link, i) => {
        const [name = '', ...numbers] = rows[i] ?? [];
        const use = linkUse(plan, link.id);
        return [
          htmlText(name),
          htmlText(linkText(link)),
          meter(use, useText(use), `${useText(use)} of the bandwidth of ${name}`),
          ...numbers.map(htmlText),
        ];
      }),
      columns: ['', '', '', 'number', 'number', 'number', 'number', 'number'],
    }),
    paragraph(
      `In use is the larger of replication and what runs after an outage, of what the link carries. ${bandwidthNote(plan)}${hub === '' ? '' : ` ${hub}`}`,
    ),
  ];
}

function datacenterCard(plan: Plan, datacenter: DatacenterPlan): Html {
  const { name, cloud, region, cidr, asn, zones, pools, redis, exposure, balancers } = datacenter;
  const program = balancers ? `, ${balancers.program}` : '';
  const balancer = `${program}${exposure === 'public' ? '' : ', internal balancer'}`;
  return markup`<article aria-labelledby="dc-${htmlText(name)}">
<h4 id="dc-${htmlText(name)}">${htmlText(name)}</h4>
<p class="where">${htmlText(`${cloud} ${region}, ${cidr}, ASN ${asn}${balancer}`)}</p>
<ul class="pools">
${htmlLines(pools.map((pool) => markup`<li>${htmlText(poolText(pool))}</li>`))}
<li>${htmlText(`${datastoreReport(plan).title}: ${datastoreReport(plan).datacenterCell(datacenter)}`)}</li>${
    redis
      ? markup`
<li>${htmlText(`Redis: ${redis.nodes} nodes, ${redis.memoryGib} GiB`)}</li>`
      : markup``
  }
</ul>
<div class="zones">
${htmlLines(zones.map((zone) => zoneBox(plan, datacenter, zone)))}
</div>
</article>`;
}

function poolText(pool: PoolPlan): string {
  const { name, role, release, machineType, takesClients } = pool;
  const clients = takesClients ? '' : ', not behind the balancer';
  return `${name}: Kong ${release}, ${role}, ${poolSize(pool, machineType)}${clients}`;
}

function zoneBox(plan: Plan, datacenter: DatacenterPlan, { name, letter }: DatacenterPlan['zones'][number]): Html {
  const own = datastoreReport(plan)
    .nodes(datacenter)
    .filter(({ zone }) => zone === letter)
    .map(({ name: node, address, part }) => machine('data', node, part === '' ? address : `${address}, ${part}`));
  const vpnInstances = (datacenter.vpnInstances?.nodes ?? [])
    .filter(({ zone }) => zone.letter === letter)
    .map((it) => machine('gateway', it.name, it.address));
  const balancers = (datacenter.balancers?.nodes ?? [])
    .filter(({ zone }) => zone.letter === letter)
    .map((it) => machine('gateway', it.name, it.address));
  const pools = datacenter.pools.map((pool) =>
    machine('kong', pool.name, spreadText(pool.nodes, datacenter.zones.length)),
  );
  return markup`<div class="zone"><h5>${htmlText(`Zone ${letter}`)} <span>${htmlText(name)}</span></h5><ul>${joined([...balancers, ...pools, ...own, ...vpnInstances])}</ul></div>`;
}

/** Returns the number of nodes in one of the zones: `2`, or `2 or 3` if they cannot be even. */
function spreadText(nodes: number, zones: number): string {
  const [least, most] = [Math.floor(nodes / zones), Math.ceil(nodes / zones)];
  if (least === most) return most === 1 ? '1 node' : `${grouped(most)} nodes`;
  return `${grouped(least)} or ${grouped(most)} nodes`;
}

function machine(kind: string, name: string, note: string): Html {
  return markup`<li class="${htmlText(kind)}"><b>${htmlText(name)}</b> <span>${htmlText(note)}</span></li>`;
}
