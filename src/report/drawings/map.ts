import { dot, geo, link, text, type Markish } from '@observablehq/plot';
import { geoGraticule10, geoMercator, type GeoProjection } from 'd3';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import type { Text } from '../../kernel/text/text';
import land from 'world-atlas/land-110m.json';
import { spread, type Point } from './spread';
import { chart, svgText } from './svg';

/** The topology on a map of the world. */
export interface MapDrawing {
  readonly label: string;
  readonly places: readonly MapPlace[];
  readonly links: readonly MapLink[];
}

export interface MapPlace {
  readonly name: string;
  /** Second line under the name; empty if there is no room for one. */
  readonly note: string;
  readonly latitude: number;
  readonly longitude: number;
}

export interface MapLink {
  /** Indexes of its ends among the places. */
  readonly ends: readonly [number, number];
  /** Words at its middle; empty if there is no room for any. */
  readonly note: string;
  readonly mbitPerSecond: number;
  /** Level of its use, which its colour shows. */
  readonly use: 'low' | 'high' | 'over';
}

const WIDTH = 1120;
const PADDING = { x: 110, top: 50, bottom: 70 } as const;
/** Height of the drawing as a part of its width. */
const ASPECT = { least: 0.3, most: 0.52 } as const;
/** The map shows at least this many degrees of longitude, so that a single place has surroundings. */
const LEAST_SPAN = 50;
const CHARACTER = 7.4;

/** Draws datacenters where they are, or a little beside where they would hide each other, and the links between them. */
export function drawMap({ label, places, links }: MapDrawing): Text<'xml'> {
  const { projection, height } = projectionOf(places);
  const notes = places.some(({ note }) => note !== '');
  const longest = Math.max(...places.map(({ name, note }) => Math.max(name.length, note.length * 0.9)));
  const home = places.map(({ longitude, latitude }): Point => projection([longitude, latitude]) ?? [0, 0]);
  const room = { width: Math.max(44, longest * CHARACTER + 8), height: notes ? 52 : 34 };
  const moved = spread(home, room, [WIDTH, height]);
  const at = moved.map((point): Point => projection.invert?.(point) ?? [0, 0]);
  const marks: Markish[] = [
    geo(geoGraticule10(), { stroke: 'var(--map-grid)', strokeWidth: 0.5 }),
    geo(feature(LAND, LAND.objects['land'] as never), {
      fill: 'var(--land)',
      stroke: 'var(--coast)',
      strokeWidth: 0.7,
    }),
    ...homeMarks(places, home, moved, at),
    ...linkMarks(links, at),
    dot(at, { x: '0', y: '1', r: 7, fill: 'var(--accent)', stroke: 'var(--paper)', strokeWidth: 2 }),
    words(
      at,
      places.map(({ name }) => name),
      20,
      { fontSize: 13, fontWeight: 650, fill: 'var(--ink)' },
    ),
    ...(notes
      ? [
          words(
            at,
            places.map(({ note }) => note),
            36,
            { fontSize: 11.5, fill: 'var(--muted)' },
          ),
        ]
      : []),
  ];
  const drawn = chart({ width: WIDTH, height, margin: 0, projection, marks }, label);
  return svgText(drawn);
}

const LAND = land as unknown as Topology;

/** Puts all places into the frame, the widest empty stretch of longitude at its seam. */
function projectionOf(places: readonly MapPlace[]): { readonly projection: GeoProjection; readonly height: number } {
  const middle = middleLongitude(places.map(({ longitude }) => longitude));
  const projection = geoMercator().rotate([-middle, 0]);
  const offset = (longitude: number): number => ((longitude - middle + 540) % 360) - 180;
  const half = Math.max(LEAST_SPAN / 2, ...places.map(({ longitude }) => Math.abs(offset(longitude))));
  const latitudes = places.map(({ latitude }) => latitude);
  const [south, north] = [Math.min(...latitudes) - 4, Math.max(...latitudes) + 6];
  const corners: [number, number][] = [
    [middle - Math.min(half, 179), south],
    [middle + Math.min(half, 179), north],
  ];
  const box = (height: number): [[number, number], [number, number]] => [
    [PADDING.x, PADDING.top],
    [WIDTH - PADDING.x, height - PADDING.bottom],
  ];
  const extent = { type: 'MultiPoint', coordinates: corners } as const;
  projection.fitExtent(box(10 * WIDTH), extent);
  const [, top] = projection(corners[1]!) ?? [0, 0];
  const [, bottom] = projection(corners[0]!) ?? [0, 0];
  const wanted = bottom - top + PADDING.top + PADDING.bottom;
  const height = Math.round(Math.min(ASPECT.most * WIDTH, Math.max(ASPECT.least * WIDTH, wanted)));
  projection.fitExtent(box(height), extent).clipExtent([
    [0, 0],
    [WIDTH, height],
  ]);
  return { projection, height };
}

/** Returns the longitude opposite to the middle of the widest gap between places. */
function middleLongitude(longitudes: readonly number[]): number {
  const sorted = [...longitudes].sort((a, b) => a - b);
  let [widest, middle] = [-1, 0];
  sorted.forEach((from, i) => {
    const to = sorted[i + 1] ?? (sorted[0] ?? 0) + 360;
    if (to - from > widest) [widest, middle] = [to - from, (from + to) / 2 - 180];
  });
  return middle;
}

/** Draws a thin line to where a datacenter is, if its sign had to move aside. */
function homeMarks(
  places: readonly MapPlace[],
  home: readonly Point[],
  moved: readonly Point[],
  at: readonly Point[],
): Markish[] {
  const aside = places.flatMap(({ longitude, latitude }, i) => {
    const [[x = 0, y = 0], [newX = 0, newY = 0]] = [home[i] ?? [], moved[i] ?? []];
    const [to = 0, there = 0] = at[i] ?? [];
    return Math.hypot(x - newX, y - newY) > 4 ? [{ longitude, latitude, to, there }] : [];
  });
  const ends = { x1: 'longitude', y1: 'latitude', x2: 'to', y2: 'there' } as const;
  return [
    link(aside, { ...ends, stroke: 'var(--muted)', strokeWidth: 0.8, strokeDasharray: '1 2', curve: 'linear' }),
    dot(aside, { x: 'longitude', y: 'latitude', r: 2, fill: 'var(--muted)' }),
  ];
}

const COLOURS = { low: 'var(--link-low)', high: 'var(--link-high)', over: 'var(--link-over)' } as const;

function linkMarks(links: readonly MapLink[], at: readonly Point[]): Markish[] {
  const drawn = links.map((it) => {
    const [[x1 = 0, y1 = 0], [x2 = 0, y2 = 0]] = [at[it.ends[0]] ?? [], at[it.ends[1]] ?? []];
    return { ...it, x1, y1, x2, y2, x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
  });
  const ends = { x1: 'x1', y1: 'y1', x2: 'x2', y2: 'y2', curve: 'linear' } as const;
  const many = links.length > 40;
  return [
    ...(['low', 'high', 'over'] as const).flatMap((use) => {
      const own = drawn.filter((it) => it.use === use);
      return own.length === 0 ? [] : [link(own, { ...ends, ...lineOf(use, many) })];
    }),
    words(
      drawn.map(({ x, y }) => [x, y] as const),
      drawn.map(({ note }) => note),
      -6,
      { fontSize: 11.5, fill: 'var(--ink)' },
    ),
  ];
}

function lineOf(use: MapLink['use'], many: boolean): object {
  return {
    stroke: COLOURS[use],
    strokeWidth: many ? 1 : 2.4,
    strokeOpacity: many && use === 'low' ? 0.5 : 1,
    ...(use === 'low' ? {} : { strokeDasharray: '7 3' }),
  };
}

function words(
  at: readonly (readonly number[])[],
  said: readonly string[],
  dy: number,
  look: { readonly fontSize: number; readonly fontWeight?: number; readonly fill: string },
): Markish {
  const rows = said.flatMap((text, i) => (text === '' ? [] : [{ text, x: at[i]?.[0] ?? 0, y: at[i]?.[1] ?? 0 }]));
  return text(rows, { x: 'x', y: 'y', text: 'text', dy, stroke: 'var(--paper)', strokeWidth: 4, ...look });
}
