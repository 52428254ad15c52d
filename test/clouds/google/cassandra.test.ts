import { cassandraOf } from '../../../src/plan/datastores/cassandra/of-plan';
import { clusterOf, namesOf, planOf, resource } from './google-stacks';

const plan = planOf();
const cluster = clusterOf(plan);

describe('the Cassandra nodes of a datacenter', () => {
  test('are one machine, one address and one data disk each', () => {
    const machines = namesOf(cluster, 'google_compute_instance').filter((name) => name.startsWith('cassandra'));
    expect(machines).toEqual(['cassandra_1', 'cassandra_2', 'cassandra_3']);
    for (const { name, address, zone } of cassandraOf(plan.datacenters[0]!).nodes) {
      const id = name.replace('-', '_');
      expect(resource(cluster, 'google_compute_address', id)).toMatchObject({ address, address_type: 'INTERNAL' });
      expect(resource(cluster, 'google_compute_disk', `${id}_data`)).toMatchObject({ zone: zone.name, type: 'pd-ssd' });
      expect(resource(cluster, 'google_compute_instance', id)).toMatchObject({
        name: `edge-belgium-${name}`,
        zone: zone.name,
        network_interface: [{ network_ip: `\${google_compute_address.${id}.address}` }],
        attached_disk: [{ device_name: 'data', source: `\${google_compute_disk.${id}_data.id}` }],
      });
    }
  });

  test('have disks of the planned size, that leave a snapshot should they ever go', () => {
    const grown = clusterOf(planOf({ datastore: { diskGib: 300 } }));
    expect(resource(grown, 'google_compute_disk', 'cassandra_2_data')).toMatchObject({
      size: 300,
      create_snapshot_before_destroy: true,
    });
  });

  test('take nothing on that would stop or replace all of them at once', () => {
    for (const name of ['cassandra_1', 'cassandra_2', 'cassandra_3']) {
      expect(resource(cluster, 'google_compute_instance', name)['lifecycle']).toEqual({
        ignore_changes: [
          'boot_disk[0].initialize_params[0].image',
          'boot_disk[0].kms_key_self_link',
          'description',
          'machine_type',
          'metadata["user-data"]',
        ],
        replace_triggered_by: [`google_compute_disk.${name}_data.id`],
      });
      expect(resource(cluster, 'google_compute_disk', `${name}_data`)['lifecycle']).toEqual({
        ignore_changes: ['description', 'disk_encryption_key'],
      });
    }
  });

  test('carry no label of the user on boot disks, whose change would replace the machine', () => {
    const labelled = clusterOf(planOf({ tags: { 'cost-center': 'platform' } }));
    expect(labelled.json.provider.google[0]['default_labels']).toMatchObject({ 'cost-center': 'platform' });
    expect(resource(labelled, 'google_compute_instance', 'cassandra_1')).toEqual(
      resource(cluster, 'google_compute_instance', 'cassandra_1'),
    );
  });

  test('take the image of the user, and then ask for no other', () => {
    const image = 'projects/acme-images/global/images/cassandra-7';
    const own = clusterOf(
      planOf({
        datacenters: [
          {
            name: 'belgium',
            cloud: 'google',
            region: 'europe-west1',
            project: 'acme-edge',
            cassandra: { image },
            kong: { image },
          },
        ],
      }),
    );
    expect(JSON.stringify(own.json)).not.toContain('ubuntu');
    expect(resource(own, 'google_compute_instance', 'cassandra_1')).toMatchObject({
      boot_disk: { initialize_params: { image } },
    });
  });
});

describe('every machine', () => {
  const machines = [
    ...namesOf(cluster, 'google_compute_instance').map((name) => resource(cluster, 'google_compute_instance', name)),
    resource(cluster, 'google_compute_region_instance_template', 'kong'),
  ];

  test('has no public address', () => {
    expect(machines).toHaveLength(5);
    for (const machine of machines) {
      expect(machine['network_interface']).toHaveLength(1);
      expect(JSON.stringify(machine['network_interface'])).not.toContain('access_config');
    }
  });

  test('measures its boot, and knows operators by OS Login alone', () => {
    for (const machine of machines) {
      expect(machine['shielded_instance_config']).toEqual({
        enable_secure_boot: true,
        enable_vtpm: true,
        enable_integrity_monitoring: true,
      });
      expect(machine['metadata']).toMatchObject({ 'enable-oslogin': 'TRUE', 'block-project-ssh-keys': 'TRUE' });
    }
  });

  test('gets its user data from files that lie beside the stack', () => {
    expect(resource(cluster, 'google_compute_instance', 'cassandra_2')['metadata']).toMatchObject({
      'user-data':
        '${replace(templatefile("${path.module}/files/cassandra-2/cloud-init.yaml.tftpl", { files = "${path.module}/files" }), "\\r", "")}',
    });
  });

  test('starts only when it may read its secrets', () => {
    const before = (name: string) => resource(cluster, 'google_compute_instance', name)['depends_on'];
    expect(before('cassandra_1')).toEqual([
      'google_secret_manager_secret_version.cassandra_superuser_password',
      'google_secret_manager_secret_iam_member.cassandra_reads_cassandra_superuser_password',
      'google_secret_manager_secret_version.cassandra_kong_password',
      'google_secret_manager_secret_iam_member.cassandra_reads_cassandra_kong_password',
    ]);
    expect(before('kong_migrations')).toEqual([
      'google_secret_manager_secret_version.cassandra_kong_password',
      'google_secret_manager_secret_iam_member.kong_reads_cassandra_kong_password',
    ]);
  });
});
