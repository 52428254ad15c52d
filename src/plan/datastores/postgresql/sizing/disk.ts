import type { DatabaseFacts } from '../../../../kernel/cloud/databases';
import { fromFigure, wholeAtLeast, type Ledger, type ReckonedNumber } from '../../../sizing/reckoned';
import { fromSpec } from '../../../sizing/spec-input';
import type { PostgresqlInstanceSizing } from '../plan';
import { ENTITY_BYTES, GROWTH, USUAL_DISK_GIB } from './figures';
import type { InstanceNeed } from './need';

type Disk = Pick<
  PostgresqlInstanceSizing,
  'diskGib' | 'mostDiskGib' | 'diskIops' | 'diskMibPerSecond' | 'sizedDiskGib'
>;

/** Sizes the disk of an instance, never below the one that stands: no service makes a disk smaller. */
export function diskOf(need: InstanceNeed, ledger: Ledger): Disk {
  const { database } = need.facts;
  const sized = sizedDisk(need, ledger);
  const stands = need.standing?.diskGib ?? 0;
  const kept = need.section.diskGib === undefined && stands > sized.value;
  const diskGib = kept ? keptDisk(need, sized, stands, ledger).value : sized.value;
  return {
    diskGib,
    mostDiskGib: Math.min(database.disk.maximumGib.value, diskGib * GROWTH.value),
    ...speedOf(database, diskGib),
    ...(kept ? { sizedDiskGib: sized.value } : {}),
  };
}

function sizedDisk({ spec, section, datacenter, facts }: InstanceNeed, ledger: Ledger): ReckonedNumber {
  const base = { id: `${datacenter.name}.postgresql.disk`, title: 'Disk of PostgreSQL', unit: 'GiB' };
  const { diskGib } = section;
  if (diskGib !== undefined) {
    return ledger.add({
      ...base,
      value: diskGib,
      formula: 'diskGib',
      inputs: [fromSpec('datastore.diskGib', diskGib, 'GiB')],
      reason: 'the size that the spec names',
    });
  }
  const { leastGib } = facts.database;
  const data = (spec.kong.entities * ENTITY_BYTES.value) / 2 ** 30;
  return ledger.add({
    ...base,
    value: Math.max(USUAL_DISK_GIB.value, leastGib.value, wholeAtLeast(data * GROWTH.value)),
    unit: 'GiB',
    formula: 'max(usual, least, ceil(entities * entityBytes / 1073741824 * growth))',
    inputs: [
      fromFigure('usual', USUAL_DISK_GIB),
      fromFigure('least', leastGib),
      fromSpec('kong.entities', spec.kong.entities, ''),
      fromFigure('entityBytes', ENTITY_BYTES),
      fromFigure('growth', GROWTH),
    ],
    reason: 'the configuration is small; counters live for a period each',
  });
}

function keptDisk({ datacenter }: InstanceNeed, sized: ReckonedNumber, stands: number, ledger: Ledger): ReckonedNumber {
  return ledger.add({
    id: `${datacenter.name}.postgresql.kept-disk`,
    title: 'Disk of PostgreSQL that stands and is kept',
    value: Math.max(sized.value, stands),
    unit: 'GiB',
    formula: 'max(sized, stands)',
    inputs: [
      { name: 'sized', value: sized.value, unit: 'GiB', source: { kind: 'reckoned', id: sized.id } },
      {
        name: 'stands',
        value: stands,
        unit: 'GiB',
        source: { kind: 'lock', path: `datacenters.${datacenter.name}.diskGib` },
      },
    ],
    reason: 'no service makes a disk smaller: it would be made anew',
  });
}

function speedOf({ disk }: DatabaseFacts, gib: number): Pick<Disk, 'diskIops' | 'diskMibPerSecond'> {
  if (disk.provisioned) return { diskIops: disk.baseIops.value, diskMibPerSecond: disk.baseMibPerSecond.value };
  return {
    diskIops: Math.min(disk.maximumIops.value, Math.floor(gib * disk.iopsPerGib.value)),
    diskMibPerSecond: Math.min(disk.maximumMibPerSecond.value, Math.floor(gib * disk.mibPerSecondPerGib.value)),
  };
}
