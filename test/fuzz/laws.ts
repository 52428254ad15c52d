import { formatIssue, type Issue } from '../../src/kernel/issue';
import type { Ran } from '../support/run-in-folder';

/* What holds of every input, whatever its bytes. */

/** Processor time that one input may take. */
export const MOST_SECONDS = 15;

/** Issues about a file as a whole have no place in it. */
const WITHOUT_PLACE = [
  'spec-has-byte-order-mark',
  'spec-is-empty',
  'spec-is-lock-file',
  'spec-too-large',
  'lock-has-conflict',
  'lock-of-another-topology',
  'lock-too-large',
];

/** Every issue can be found and mended: a file, a line, a rule, a remedy, on one line that is fit to print. */
export function holdIssues(issues: readonly Issue[]): void {
  for (const it of issues) {
    const line = formatIssue(it);
    if (it.file === undefined || (it.position === undefined && !WITHOUT_PLACE.includes(it.code)))
      throw new Error(`an issue without a place: ${line}`);
    if (it.message.trim() === '' || it.remedy.trim() === '') throw new Error(`an issue that helps nobody: ${line}`);
    if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(line))
      throw new Error(`an issue of more than a line: ${JSON.stringify(line)}`);
    if (line.length > 3_000) throw new Error(`an issue that is longer than a page: ${line.slice(0, 300)}`);
    holdNumbers('an issue', withoutQuotes(line));
  }
}

/** Quoted words are the user's own. */
function withoutQuotes(line: string): string {
  return line.replace(/"(?:[^"\\]|\\.)*("|…)/g, '""');
}

/** What is shown has no number that is none. */
export function holdNumbers(what: string, text: string): void {
  const found = /.{0,80}\b(NaN|undefined|Infinity)\b.{0,40}/.exec(text);
  if (found) throw new Error(`${what} shows what is no number: ${found[0]}`);
}

/** Text for programs is one JSON document. */
export function holdJson(what: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${what} is no JSON: ${text.slice(0, 300)}`);
  }
}

/** A run ends with one of the three codes, and never by way of the last net. */
export function holdRun(args: readonly string[], { code, out, err }: Ran): void {
  const line = `topogen ${args.map((word) => JSON.stringify(word)).join(' ')}`;
  if (![0, 1, 2].includes(code)) throw new Error(`${line} ends with ${code}`);
  if (/fault of its own|own-fault/.test(err + out)) throw new Error(`${line} is caught by the last net alone: ${err}`);
  if (/^\s+at .*(\(|:\d+)/m.test(err) || /Object\.<anonymous>/.test(err))
    throw new Error(`${line} shows a stack: ${err}`);
  if (code === 1 && err.trim() === '') throw new Error(`${line} fails and does not say why`);
  if (asksForJson(args)) holdJson(line, out);
}

/** Help is for people, and so is what completes a line. */
function asksForJson(args: readonly string[]): boolean {
  const options = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  const isForPeople = options.some(
    (word) => /^--(help|version)(=|$)/.test(word) || /^(completion$|--get-yargs)/.test(word),
  );
  return options.includes('--json') && !isForPeople;
}

/** Runs something and holds it to its time. */
export async function holdTime<T>(what: () => string, run: () => T | Promise<T>): Promise<T> {
  const start = process.cpuUsage();
  const result = await run();
  const seconds = process.cpuUsage(start).user / 1e6;
  if (seconds > MOST_SECONDS) throw new Error(`${seconds.toFixed(1)} s for ${what()}`);
  return result;
}
