import { GOOGLE_FACTS } from '../../../src/clouds/google/facts';
import { clusterOf, namesOf, planOf, resource } from './google-stacks';

const cluster = clusterOf(planOf());

test('the schedule keeps snapshots in the region for the days of the spec, also of a disk that is gone', () => {
  expect(resource(cluster, 'google_compute_resource_policy', 'backups')).toMatchObject({
    name: 'edge-belgium-backups',
    region: 'europe-west1',
    snapshot_schedule_policy: {
      schedule: { daily_schedule: { days_in_cycle: 1, start_time: '04:00' } },
      retention_policy: { max_retention_days: 7, on_source_disk_delete: 'KEEP_AUTO_SNAPSHOTS' },
      snapshot_properties: { storage_locations: ['europe-west1'] },
    },
  });
});

test('every data disk is on it, and again when it was made anew', () => {
  const disks = namesOf(cluster, 'google_compute_disk');
  expect(namesOf(cluster, 'google_compute_disk_resource_policy_attachment')).toEqual(disks);
  expect(disks).toHaveLength(3);
  for (const disk of disks) {
    expect(resource(cluster, 'google_compute_disk_resource_policy_attachment', disk)).toEqual({
      name: '${google_compute_resource_policy.backups.name}',
      disk: `\${google_compute_disk.${disk}.name}`,
      zone: `\${google_compute_disk.${disk}.zone}`,
      lifecycle: { replace_triggered_by: [`google_compute_disk.${disk}.id`] },
    });
    // An argument of the disk itself would be another reason for a plan to touch it.
    expect(resource(cluster, 'google_compute_disk', disk)).not.toHaveProperty('resource_policies');
  }
});

test('several a day are by the hour', () => {
  const often = clusterOf(planOf({ backups: { everyHours: 6 } }));
  expect(resource(often, 'google_compute_resource_policy', 'backups')).toMatchObject({
    snapshot_schedule_policy: { schedule: { hourly_schedule: { hours_in_cycle: 6, start_time: '04:00' } } },
  });
});

test('without backups there is no schedule, and no disk is on one', () => {
  expect(JSON.stringify(cluster.json)).toMatch(/resource_policy/);
  expect(JSON.stringify(clusterOf(planOf({ backups: 'none' })).json)).not.toMatch(/resource_policy|backups/);
});

test('a second region has a schedule of its own, whose name fits and is that of no other region', () => {
  const away = clusterOf(planOf({ backups: { copyTo: { belgium: 'europe-west4' } } }));
  expect(namesOf(away, 'google_compute_resource_policy')).toEqual(['backups_europe_west4']);
  expect(resource(away, 'google_compute_resource_policy', 'backups_europe_west4')).toMatchObject({
    name: 'edge-belgium-backups-eu-w4',
    region: 'europe-west1',
    snapshot_schedule_policy: { snapshot_properties: { storage_locations: ['europe-west4'] } },
  });
  const [attachment] = namesOf(away, 'google_compute_disk_resource_policy_attachment');
  expect(resource(away, 'google_compute_disk_resource_policy_attachment', attachment!)).toMatchObject({
    name: '${google_compute_resource_policy.backups_europe_west4.name}',
  });
  // No disk sees a change of it.
  for (const disk of namesOf(away, 'google_compute_disk'))
    expect(resource(away, 'google_compute_disk', disk)).toEqual(resource(cluster, 'google_compute_disk', disk));

  const names = Object.keys(GOOGLE_FACTS.regions)
    .filter((region) => region !== 'europe-west1')
    .map((belgium) => {
      const stack = clusterOf(planOf({ backups: { copyTo: { belgium } } }));
      const [id] = namesOf(stack, 'google_compute_resource_policy');
      return String(resource(stack, 'google_compute_resource_policy', id!)['name']);
    });
  expect(new Set(names).size).toBe(names.length);
  expect(
    names
      .map((name) => name.replace('edge-belgium-backups-', '').length)
      .sort()
      .at(-1),
  ).toBeLessThanOrEqual(6);
});
