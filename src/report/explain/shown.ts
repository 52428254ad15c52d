import type { InputSource } from '../../kernel/figure';
import { grouped } from '../table';

/** Renders a number for people: whole ones as they are, others with four significant digits. */
export function shown(value: number | string): string {
  if (typeof value === 'string') return value;
  const rounded = Math.round(value);
  if (Math.abs(value - rounded) < 1e-9 * Math.max(1, Math.abs(value)) || Math.abs(value) >= 10_000)
    return grouped(rounded);
  return grouped(Number(value.toPrecision(4)));
}

/** Renders a number with its unit. */
export function withUnit(value: number | string, unit: string): string {
  return unit === '' ? shown(value) : `${shown(value)} ${unit}`;
}

/** Renders the source of an input in one line. */
export function sourceText(source: InputSource): string {
  switch (source.kind) {
    case 'spec':
      return `spec: ${source.path}`;
    case 'default':
      return `default of ${source.path}`;
    case 'table':
      return `${source.source}, ${source.date}`;
    case 'assumption':
      return `assumed: ${source.why}`;
    case 'lock':
      return `lock file: ${source.path}`;
    case 'reckoned':
      return `see ${source.id}`;
  }
}
