import type { CiService } from '../../../actions/starter-repository';
import { readCi, readClouds, readDatacenters, readRate, USUAL, type Choice } from '../../../actions/starter-choices';
import type { Starter } from '../../../actions/starter-spec';
import { UsageError } from '../../arguments';
import type { Terminal } from '../../ports';
import type { InitOptions } from './init-options';

/** The choices of a user of `topogen init`. */
export type Chosen = Pick<Starter, 'clouds' | 'datacenters' | 'requestsPerSecond'> & { readonly ci: CiService };

/**
 * Returns what the options choose; the rest is asked for on a terminal, and is the usual elsewhere.
 *
 * @throws UsageError of an option that breaks a rule
 */
export async function choose(options: InitOptions, terminal: Terminal): Promise<Chosen> {
  const ask = options.yes ? undefined : terminal.ask;
  const one = async <T>({ option, typed, question, usual, read }: Question<T>): Promise<T> => {
    if (typed !== undefined) {
      const choice = read(typed);
      if ('value' in choice) return choice.value;
      throw new UsageError(`--${option}: ${choice.wrong}`);
    }
    for (;;) {
      const answer = ask ? (await ask(`${question} [${usual}] `)).trim() : '';
      const choice = read(answer === '' ? usual : answer);
      if ('value' in choice) return choice.value;
      terminal.err(`${choice.wrong}\n`);
    }
  };
  const clouds = await one({
    option: 'clouds',
    typed: options.clouds,
    question: 'Clouds, with commas between',
    usual: USUAL.clouds,
    read: readClouds,
  });
  const datacenters = await one({
    option: 'datacenters',
    typed: options.datacenters,
    question: 'Datacenters',
    usual: USUAL.datacenters,
    read: (words) => readDatacenters(words, clouds),
  });
  const requestsPerSecond = await one({
    option: 'rate',
    typed: options.rate,
    question: 'Requests per second over all of them',
    usual: USUAL.rate,
    read: readRate,
  });
  const ci = await one({
    option: 'ci',
    typed: options.ci,
    question: 'Workflow for pull requests: github, gitlab or none',
    usual: USUAL.ci,
    read: readCi,
  });
  return { clouds, datacenters, requestsPerSecond, ci };
}

interface Question<T> {
  readonly option: string;
  readonly typed: string | undefined;
  readonly question: string;
  readonly usual: string;
  read(words: string): Choice<T>;
}
