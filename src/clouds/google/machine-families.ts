import { families, type LackingDisks, type MachineTypes } from '../../kernel/cloud/machine-families';

const HYPERDISK_ALONE: LackingDisks = {
  disks: 'every',
  why: 'takes Hyperdisk alone, and topogen gives its machines persistent disks: pd-balanced to boot from, pd-ssd for data',
};
const NO_SSD: LackingDisks = {
  disks: 'data',
  why: 'takes pd-balanced and Hyperdisk, and topogen keeps data on pd-ssd',
};

/**
 * Families of Compute Engine by the architecture of their processors and by the disks that they take.
 *
 * Sources: Compute Engine documentation, machine families resource and comparison guide and Hyperdisk Balanced, machine series
 * support, as skypilot-org/skypilot has them in sky/provision/gcp/volume_utils.py (2025; its issue 4705), and PR 6841 of
 * nextflow-io/nextflow (2026-03). pd-ssd refused by C4A: elastic/elastic-agent PR 5091 (2024-07), GoogleCloudPlatform/compute-image-tools
 * PR 2692; N4: hail-is/hail PR 15683 (2026-08); C4: GoogleCloudPlatform/PerfKitBenchmarker PR 4950 (2024-06). N4A, N4D, C4D, C4N,
 * M4N, H4D, A4X and G4 are in lists of tools alone (2026), which agree with each other.
 */
export const GOOGLE_MACHINE_TYPES: MachineTypes = {
  pattern: /^[a-z][a-z0-9]*-[a-z0-9-]+$/,
  example: 'n2-standard-8',
  separator: '-',
  disks: { boot: 'pd-balanced', data: 'pd-ssd' },
  families: [
    ...families('a2 c2 c2d c3 c3d custom e2 f1 g1 g2 m1 m2 m3 n1 n2 n2d t2d z3', 'amd64'),
    ...families('t2a', 'arm64'),
    ...families('h3', 'amd64', NO_SSD),
    ...families('a3-ultragpu a4 c4 c4d c4n g4 h4d m4 m4n n4 n4d x4', 'amd64', HYPERDISK_ALONE),
    ...families('a4x c4a n4a', 'arm64', HYPERDISK_ALONE),
  ],
};
