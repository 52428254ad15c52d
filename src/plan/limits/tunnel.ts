import type { TunnelCapacity } from '../../kernel/cloud/links';
import type { Figure } from '../../kernel/figure';
import { PAYLOAD_BYTES } from '../ipsec';
import { fromFigure, type ReckonedInput } from '../sizing/reckoned';
import { DIRECTIONS, PACKETS_PER_PAYLOAD } from './capacity';

/*
 * A tunnel's bandwidth in one direction depends on its packets. A packet of payload needs half a packet of
 * acknowledgements in the other direction, so with as much payload each way every direction has 1.5 packets for each
 * one of payload, and both have 3:
 *
 *     there   payload . payload . ack    back   payload . payload . ack
 */

/** A value with its formula and inputs. */
export interface Formula {
  readonly value: number;
  readonly formula: string;
  readonly inputs: readonly ReckonedInput[];
}

/** Traffic of a tunnel: as much payload each way, or payload in one direction alone. */
export type Traffic = 'both-ways' | 'one-way';

type PacketsOf = TunnelCapacity['packetsOf'];

const PACKETS_NAME: Readonly<Record<PacketsOf, string>> = {
  'each-direction': 'packetsEachWay',
  'both-directions': 'packetsBothWays',
};

/** A figure with its name in formulas. */
interface Named {
  readonly name: string;
  readonly figure: Figure;
}

const PER_PAYLOAD: Named = { name: 'packetsPerPayload', figure: PACKETS_PER_PAYLOAD };
const DIRECTION_COUNT: Named = { name: 'directions', figure: DIRECTIONS };

/** The packets of a tunnel divided by these figures are those of payload in one direction. */
const DIVISORS: Readonly<Record<PacketsOf, Readonly<Record<Traffic, readonly Named[]>>>> = {
  // Acknowledgements of traffic one way go the other way, which has packets of its own for them.
  'each-direction': { 'both-ways': [PER_PAYLOAD], 'one-way': [] },
  'both-directions': { 'both-ways': [DIRECTION_COUNT, PER_PAYLOAD], 'one-way': [PER_PAYLOAD] },
};

/** Returns the narrowest figure of the tunnels' ends, in Mbit/s of one direction. */
export function tunnelMbit(ends: readonly TunnelCapacity[], traffic: Traffic): Formula {
  const ways = ends.flatMap((end) => [
    ...(end.mbit ? [fromOne('tunnelMbit', end.mbit)] : []),
    payloadMbit(end, traffic),
  ]);
  const different = ways.filter((way, i) => ways.findIndex(({ formula }) => formula === way.formula) === i);
  const inputs = different.flatMap((way) => way.inputs);
  const [only] = different;
  if (!only) throw new Error('a tunnel has two ends');
  return {
    value: Math.min(...different.map(({ value }) => value)),
    formula:
      different.length === 1 ? `(${only.formula})` : `min(${different.map(({ formula }) => formula).join(', ')})`,
    inputs: inputs.filter(({ name }, i) => inputs.findIndex((other) => other.name === name) === i),
  };
}

function payloadMbit({ packets, packetsOf }: TunnelCapacity, traffic: Traffic): Formula {
  const name = PACKETS_NAME[packetsOf];
  const divisors = DIVISORS[packetsOf][traffic];
  const divisor = divisors.reduce((product, { figure }) => product * figure.value, 1);
  const names = divisors.map((it) => it.name).join(' * ');
  const divided = names === '' ? name : `${name} / ${divisors.length > 1 ? `(${names})` : names}`;
  return {
    value: ((packets.value / divisor) * PAYLOAD_BYTES.value * 8) / 1e6,
    formula: `${divided} * payload * 8 / 1000000`,
    inputs: [
      fromFigure(name, packets),
      ...divisors.map((it) => fromFigure(it.name, it.figure)),
      fromFigure('payload', PAYLOAD_BYTES),
    ],
  };
}

/** Makes the formula that is one figure. */
export function fromOne(name: string, figure: Figure): Formula {
  return { value: figure.value, formula: name, inputs: [fromFigure(name, figure)] };
}
