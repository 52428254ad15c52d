import { compareVersions } from '../../../src/kernel/version';

/** A fact for people who choose a release, with topogen's answer to it. */
interface Note {
  /** First release that it holds for; absent if it holds from the beginning. */
  readonly from?: string;
  /** First release that it no longer holds for; absent if it holds to the end. */
  readonly before?: string;
  readonly text: string;
}

/** Notes from Kong's changelogs and sources at the tags, and from its issue tracker if there is a number. */
const NOTES: readonly Note[] = [
  {
    before: '0.11.0',
    text: 'Every `kong start` migrates without a lock: nodes wait for the record of the migrations job.',
  },
  {
    before: '0.15.0',
    text: 'No lock around migrations, and not every one can go on after it was cut off.',
  },
  {
    from: '0.15.0',
    before: '1.0.3',
    text: 'Bootstrap can fail on more than one Cassandra node (#4226); the job tries again until the schema is current.',
  },
  {
    from: '0.13.0',
    before: '1.2.1',
    text: 'Conditional writes ask for SERIAL over all datacenters, so they fail while datacenters are cut off from each other (#4734).',
  },
  {
    before: '1.4.0',
    text: 'Learns of changed Cassandra nodes only when it is restarted.',
  },
  {
    before: '2.5.0',
    text: 'Made for Cassandra 3: with 4.0 or later migrations fail on columns that exist (#6973).',
  },
  {
    from: '2.3.0',
    before: '2.7.0',
    text: 'Bootstrap over many datacenters can run into write timeouts (#7451); the job tries again.',
  },
  {
    before: '3.0.0',
    text: 'Does not start while a contact point before the first live one is down (#8847): those that answer are put first.',
  },
  {
    from: '3.4.0',
    text: 'On PostgreSQL alone: Cassandra is removed (#10931).',
  },
  {
    from: '3.4.0',
    text: 'Kong Manager would listen on every address: it is off.',
  },
  {
    from: '3.6.0',
    text: 'Its DNS client would keep an old address of the database for an hour: ten seconds are set.',
  },
];

/** Returns the notes on a release, oldest faults first. */
export function kongNotes(version: string): string[] {
  return NOTES.filter(
    ({ from, before }) =>
      (from === undefined || compareVersions(version, from) >= 0) &&
      (before === undefined || compareVersions(version, before) < 0),
  ).map((note) => note.text);
}
