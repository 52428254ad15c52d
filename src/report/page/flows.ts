import { htmlText, markup } from '../../kernel/text/html';
import type { Endpoint, Flow, Plan } from '../../plan/plan';
import { FLOW_HEAD, flowRow, protocolText } from '../rows';
import { grouped } from '../table';
import { cells, foldable, heading, joined, paragraph, section, table, type Html } from './parts';
import type { ReportPage } from './report-page';

/** Up to so many flows all are unfolded from the beginning. */
const MOST_OPEN = 80;

/** The ways that packets may go: who may call whom, and below that every single way, to be searched. */
export function flowSection({ plan }: ReportPage): Html {
  const { flows } = plan;
  const groups = groupsOf(plan);
  return section('flows', 'Flows', [
    paragraph(
      'The only ways that packets may go: every rule of every firewall comes from here, and everything else is refused.',
    ),
    matrix(flows),
    heading(`All ${grouped(flows.length)} flows`),
    markup`<p class="tools search"><label for="flow-search">Search flows</label> <input id="flow-search" type="search" autocomplete="off" spellcheck="false" aria-describedby="flow-help" data-search="flow-list"> <output for="flow-search" aria-live="polite">${htmlText(`${grouped(flows.length)} of ${grouped(flows.length)} flows`)}</output></p>
<p id="flow-help" class="aside">Every word has to be in the flow, in any order: <code>tcp 9042</code>, or a datacenter’s name.</p>`,
    markup`<div id="flow-list" data-unit="flows">${joined(
      [...groups].map(([place, own]) => groupFold(place, own, flows.length <= MOST_OPEN)),
    )}</div>`,
  ]);
}

/** Groups flows by the datacenter whose machines they reach or, if they reach none, leave. */
function groupsOf({ flows }: Plan): ReadonlyMap<string, readonly Flow[]> {
  const groups = new Map<string, Flow[]>();
  for (const flow of flows) {
    const place = placeOf(flow);
    const known = groups.get(place);
    if (known) known.push(flow);
    else groups.set(place, [flow]);
  }
  return groups;
}

function placeOf({ from, to }: Flow): string {
  if (to.kind === 'role') return `To ${to.datacenter}`;
  return from.kind === 'role' ? `Out of ${from.datacenter}` : 'Elsewhere';
}

function groupFold(place: string, flows: readonly Flow[], open: boolean): Html {
  return foldable(
    markup`<b>${htmlText(place)}</b> <span class="aside">${htmlText(`${grouped(flows.length)} flows`)}</span>`,
    [table({ caption: `Flows: ${place}`, head: FLOW_HEAD, rows: cells(flows.map(flowRow)) })],
    open,
  );
}

/** A row for each kind of sender, a column for each kind of receiver, and the protocols between them. */
function matrix(flows: readonly Flow[]): Html {
  const [senders, receivers] = [kinds(flows.map(({ from }) => from)), kinds(flows.map(({ to }) => to))];
  const between = new Map<string, Map<string, { count: number; far: boolean }>>();
  for (const flow of flows) {
    const key = keyOf(kindOf(flow.from), kindOf(flow.to));
    const protocols = between.get(key) ?? new Map<string, { count: number; far: boolean }>();
    between.set(key, protocols);
    const known = protocols.get(protocolText(flow)) ?? { count: 0, far: false };
    protocols.set(protocolText(flow), { count: known.count + 1, far: known.far || isFar(flow) });
  }
  const cell = (from: string, to: string): Html => {
    const protocols = between.get(keyOf(from, to));
    if (!protocols) return markup`<span class="none" aria-label="nothing">·</span>`;
    return joined(
      [...protocols].map(
        ([protocol, { count, far }]) =>
          markup`<span class="way"><code>${htmlText(protocol)}</code> <span class="aside">${htmlText(`${grouped(count)}${far ? ', also far' : ''}`)}</span></span>`,
      ),
    );
  };
  return table({
    caption:
      'Who may call whom, with the number of flows; “also far” reaches other datacenters, all else stays within one',
    head: ['From', ...receivers.map((to) => `to ${to}`)],
    rows: senders.map((from) => [htmlText(from), ...receivers.map((to) => cell(from, to))]),
    columns: ['', ...receivers.map(() => 'ways')],
  });
}

function keyOf(from: string, to: string): string {
  return `${from}\n${to}`;
}

function kinds(ends: readonly Endpoint[]): readonly string[] {
  const names = (of: (end: Endpoint) => boolean): string[] => ends.filter(of).map(kindOf).sort();
  return [...new Set([...names(({ kind }) => kind === 'role'), ...names(({ kind }) => kind !== 'role')])];
}

function kindOf(end: Endpoint): string {
  return end.kind === 'role' ? end.name : end.what;
}

/** True for a flow between machines of two datacenters. */
function isFar({ from, to }: Flow): boolean {
  return from.kind === 'role' && to.kind === 'role' && from.datacenter !== to.datacenter;
}
