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
