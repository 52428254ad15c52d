import { networkOf, planOf, resource } from './google-stacks';

const network = networkOf(planOf());

const bucketOf = (flowLogRetentionDays: number) =>
  resource(
    networkOf(planOf({ network: { flowLogRetentionDays } })),
    'google_logging_project_bucket_config',
    'flow_logs',
  );

test('every subnet logs its flows', () => {
  for (const tier of ['kong', 'cassandra']) {
    expect(resource(network, 'google_compute_subnetwork', tier)['log_config']).toMatchObject({ flow_sampling: 0.5 });
  }
});

test('flow logs are kept for as long as the topology says, as far as a log bucket can', () => {
  expect(bucketOf(1)['retention_days']).toBe(1);
  expect(bucketOf(30)['retention_days']).toBe(30);
  expect(bucketOf(3_288)['retention_days']).toBe(3_288);
  expect(bucketOf(3_653)['retention_days']).toBe(3_650);
  expect(resource(network, 'google_logging_project_bucket_config', 'flow_logs')['retention_days']).toBe(365);
});

test('the bucket lies in the region and the project of the datacenter, once its API is on', () => {
  const bucket = resource(network, 'google_logging_project_bucket_config', 'flow_logs');
  expect(bucket).toMatchObject({
    project: 'acme-edge',
    location: 'europe-west1',
    bucket_id: 'edge-belgium-flow-logs',
    depends_on: ['google_project_service.logging'],
  });
  expect(network.comments['google_logging_project_bucket_config.flow_logs']).toMatch(/gcloud logging buckets undelete/);
});

test('the logs of its own subnets alone go to that bucket', () => {
  expect(resource(network, 'google_logging_project_sink', 'flow_logs')).toMatchObject({
    name: 'edge-belgium-flow-logs',
    destination: 'logging.googleapis.com/${google_logging_project_bucket_config.flow_logs.id}',
    filter:
      'resource.type="gce_subnetwork" AND resource.labels.subnetwork_name=("edge-belgium-kong" OR "edge-belgium-cassandra")',
    unique_writer_identity: true,
  });
});

test('two datacenters of one project keep their logs apart', () => {
  const plan = planOf({
    googleProject: 'acme-edge',
    datacenters: [
      { name: 'belgium', cloud: 'google', region: 'europe-west1' },
      { name: 'ghent', cloud: 'google', region: 'europe-west4' },
    ],
  });
  const sinks = ['belgium', 'ghent'].map((name) =>
    resource(networkOf(plan, name), 'google_logging_project_sink', 'flow_logs'),
  );
  expect(sinks.map((it) => it['name'])).toEqual(['edge-belgium-flow-logs', 'edge-ghent-flow-logs']);
  expect(sinks[1]?.['filter']).not.toContain('belgium');
});
