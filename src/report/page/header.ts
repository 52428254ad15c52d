import { htmlLines, htmlText, markup } from '../../kernel/text/html';
import { sumText } from '../cost/render-cost-table';
import { shareText, trafficUsd } from '../cost/traffic-share';
import { datastoreReport } from '../datastores/registry';
import { kongText } from '../pools';
import { isBroken } from '../simulate/simulation-json';
import { grouped } from '../table';
import { joined, type Html } from './parts';
import type { ReportPage } from './report-page';

/** The title, and the few numbers that everybody asks for first. */
export function header({ plan, cost, simulation }: ReportPage): Html {
  const report = datastoreReport(plan);
  const kongNodes = plan.datacenters.flatMap(({ pools }) => pools).reduce((sum, { nodes }) => sum + nodes, 0);
  const dataNodes = plan.sizing.datacenters.reduce((sum, it) => sum + report.sized(it.datastore).nodes, 0);
  const broken = simulation.singles.filter(isBroken).length;
  const facts: readonly (readonly [string, string, string])[] = [
    ['Requests per second', grouped(plan.requestsPerSecond), 'in an ordinary busy hour'],
    ['Datacenters', grouped(plan.datacenters.length), linksText(plan.links.length, plan.shape.shape)],
    ['Kong nodes', grouped(kongNodes), 'at the floor of automatic scaling'],
    [`${report.title} nodes`, grouped(dataNodes), report.release(plan)],
    [
      'USD a month',
      sumText(cost),
      `${shareText(trafficUsd(cost.lines), cost.monthlyUsd)} of it for traffic, at list prices`,
    ],
    [
      'Losses',
      broken === 0 ? 'survived' : `${broken} NOT survived`,
      `of what survives: ${plan.kong.survives} covers, one by one`,
    ],
  ];
  return markup`<header>
<p class="kind">Topology</p>
<h1>${htmlText(plan.topology)}</h1>
<p class="lead">${htmlText(`${kongText(plan)} on ${report.release(plan)}, ${placesText(plan.datacenters.map(({ region }) => region))}.`)}</p>
<dl class="facts">
${htmlLines(facts.map(([title, value, note]) => markup`<div><dt>${htmlText(title)}</dt><dd><strong>${htmlText(value)}</strong><span>${htmlText(note)}</span></dd></div>`))}
</dl>
${tagText(plan.tags)}
</header>`;
}

function linksText(links: number, shape: string): string {
  return links === 0 ? 'no links' : `${grouped(links)} ${links === 1 ? 'link' : 'links'}, ${shape}`;
}

/** At most this many regions are named. */
const MOST_REGIONS = 4;

function placesText(all: readonly string[]): string {
  const regions = [...new Set(all)];
  const more = regions.length - MOST_REGIONS;
  return `in ${regions.slice(0, MOST_REGIONS).join(', ')}${more > 0 ? ` and ${more} more regions` : ''}`;
}

function tagText(tags: Readonly<Record<string, string>>): Html {
  const all = Object.entries(tags);
  if (all.length === 0) return markup``;
  return markup`<p class="tags">Tags: ${joined(all.map(([key, value]) => markup`<code>${htmlText(key)}=${htmlText(value)}</code> `))}</p>`;
}
