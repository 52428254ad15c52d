import { forceCollide, forceSimulation, forceX, forceY } from 'd3';

export type Point = readonly [number, number];

/** Rounds of the search for room: enough for sixty datacenters. */
const ROUNDS = 240;

/**
 * Moves points aside until each has room around it, and no further than that needs. The room is a flat ellipse: heights
 * are stretched, so that it is a circle for the search.
 */
export function spread(
  points: readonly Point[],
  room: { readonly width: number; readonly height: number },
  frame: Point,
): readonly [number, number][] {
  const stretch = room.width / room.height;
  const nodes = points.map(([x, y]) => ({ x, y: y * stretch, homeX: x, homeY: y * stretch }));
  const simulation = forceSimulation(nodes)
    .force('x', forceX<(typeof nodes)[number]>(({ homeX }) => homeX).strength(0.3))
    .force('y', forceY<(typeof nodes)[number]>(({ homeY }) => homeY).strength(0.3))
    .force('collide', forceCollide(room.width / 2).iterations(4))
    .stop();
  for (let round = 0; round < ROUNDS; round++) {
    simulation.tick();
    for (const node of nodes) {
      node.x = within(node.x, room.width / 2, frame[0] - room.width / 2);
      node.y = within(node.y, 14 * stretch, (frame[1] - room.height) * stretch);
    }
  }
  return nodes.map(({ x, y }) => [x, y / stretch]);
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
