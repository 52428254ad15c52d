/* These places of Terraform's state are written as in the spec, which accepts some and refuses others. */

const UUID = '12345678-90ab-4cde-8f01-23456789abcd';
const MRK = `mrk-${'0123456789abcdef'.repeat(2)}`;

type State = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

function s3(fields: State = {}): State {
  return { backend: 's3', bucket: 'acme-state', region: 'eu-west-1', ...fields };
}

function gcs(fields: State = {}): State {
  return { backend: 'gcs', bucket: 'acme-state', ...fields };
}

function cloud(fields: State = {}): State {
  return { backend: 'cloud', organization: 'acme', ...fields };
}

/** Places that the spec accepts, in the forms that differ. */
export const ACCEPTED_STATES: readonly State[] = [
  s3(),
  s3({ bucket: 'a.b' }),
  s3({ bucket: 'a'.repeat(63) }),
  s3({ bucket: '1-acme.state.9' }),
  s3({ region: 'us-gov-west-1' }),
  s3({ region: 'cn-north-1' }),
  s3({ prefix: 'edge' }),
  s3({ prefix: 'Teams/gateway_1/edge.prod-2' }),
  s3({ kmsKeyId: UUID }),
  s3({ kmsKeyId: MRK }),
  s3({ kmsKeyId: 'alias/state' }),
  s3({ kmsKeyId: 'alias/aws/s3' }),
  s3({ kmsKeyId: `arn:aws:kms:eu-west-1:111122223333:key/${UUID}` }),
  s3({ kmsKeyId: `arn:aws:kms:eu-west-1:111122223333:key/${MRK}` }),
  s3({ kmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:alias/teams/edge_1' }),
  s3({ profile: 'acme-state' }),
  s3({ assumeRole: { roleArn: 'arn:aws:iam::111122223333:role/state' } }),
  s3({ profile: 'acme', assumeRole: { roleArn: 'arn:aws:iam::111122223333:role/teams/state', externalId: 'acme:1' } }),
  s3({ region: 'us-gov-west-1', kmsKeyId: `arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/${UUID}` }),
  gcs(),
  gcs({ bucket: 'acme_state' }),
  gcs({ bucket: 'state.acme.example' }),
  gcs({ bucket: 'a'.repeat(63) }),
  gcs({ bucket: `${'a'.repeat(63)}.${'b'.repeat(63)}` }),
  gcs({ prefix: 'edge/prod' }),
  gcs({ kmsEncryptionKey: 'projects/acme-edge/locations/eu/keyRings/state/cryptoKeys/edge_1' }),
  gcs({ kmsEncryptionKey: 'projects/example.com:acme-edge/locations/global/keyRings/R-1/cryptoKeys/K' }),
  gcs({ impersonateServiceAccount: 'state@acme-edge.iam.gserviceaccount.com' }),
  cloud(),
  cloud({ organization: 'Acme_Corp-1' }),
  cloud({ hostname: 'tfe.acme.example' }),
  cloud({ hostname: 'localhost:8443' }),
];

/** Places that the spec refuses, each with the code of the issue. */
export const REFUSED_STATES: readonly (readonly [string, State])[] = [
  ['malformed-text', s3({ bucket: 'ab' })],
  ['malformed-text', s3({ bucket: 'Acme' })],
  ['malformed-text', s3({ bucket: 'acme_state' })],
  ['malformed-text', s3({ bucket: 'acme-' })],
  ['malformed-text', s3({ bucket: 'a'.repeat(64) })],
  ['bucket-refused', s3({ bucket: 'acme..state' })],
  ['bucket-refused', s3({ bucket: '192.168.5.4' })],
  ['bucket-refused', s3({ bucket: 'xn--acme' })],
  ['bucket-refused', s3({ bucket: 'sthree-acme' })],
  ['bucket-refused', s3({ bucket: 'amzn-s3-demo-acme' })],
  ['bucket-refused', s3({ bucket: 'acme-s3alias' })],
  ['bucket-refused', s3({ bucket: 'acme--ol-s3' })],
  ['bucket-refused', s3({ bucket: 'acme.mrap' })],
  ['bucket-refused', s3({ bucket: 'acme--x-s3' })],
  ['bucket-refused', s3({ bucket: 'acme--table-s3' })],
  ['malformed-text', s3({ region: 'Ireland' })],
  ['unknown-state-region', s3({ region: 'eu-nowhere-1' })],
  ['malformed-text', s3({ prefix: '/edge' })],
  ['malformed-text', s3({ prefix: 'edge/' })],
  ['malformed-text', s3({ prefix: 'edge//prod' })],
  ['malformed-text', s3({ prefix: 'edge/../prod' })],
  ['malformed-text', s3({ kmsKeyId: 'state' })],
  ['malformed-text', s3({ kmsKeyId: `${UUID}0` })],
  ['malformed-text', s3({ kmsKeyId: UUID.replace('-4', '-7') })],
  ['malformed-text', s3({ kmsKeyId: 'mrk-1234' })],
  ['malformed-text', s3({ kmsKeyId: 'alias/' })],
  ['malformed-text', s3({ kmsKeyId: `arn:aws:kms:eu-west-1:1111:key/${UUID}` })],
  ['malformed-text', s3({ kmsKeyId: `arn:aws:kms::111122223333:key/${UUID}` })],
  ['malformed-text', s3({ kmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/state' })],
  ['malformed-text', s3({ kmsKeyId: `arn:aws:s3:eu-west-1:111122223333:key/${UUID}` })],
  ['malformed-text', s3({ profile: 'acme state' })],
  ['malformed-text', s3({ assumeRole: { roleArn: 'arn:aws:iam::1111:role/state' } })],
  ['malformed-text', s3({ assumeRole: { roleArn: 'arn:aws:iam::111122223333:user/state' } })],
  ['malformed-text', s3({ assumeRole: { roleArn: 'arn:aws:iam::111122223333:role/state', externalId: 'a' } })],
  ['malformed-text', gcs({ impersonateServiceAccount: 'me@acme.example' })],
  ['key-of-another-region', s3({ kmsKeyId: `arn:aws:kms:us-east-1:111122223333:key/${UUID}` })],
  ['malformed-text', gcs({ bucket: 'acme-' })],
  ['malformed-text', gcs({ bucket: 'acme..state' })],
  ['malformed-text', gcs({ bucket: 'a'.repeat(64) })],
  ['bucket-refused', gcs({ bucket: 'ab' })],
  ['bucket-refused', gcs({ bucket: `${'a'.repeat(60)}.`.repeat(4) + 'a' })],
  ['bucket-refused', gcs({ bucket: '192.168.5.4' })],
  ['bucket-refused', gcs({ bucket: 'goog-state' })],
  ['bucket-refused', gcs({ bucket: 'my-g00gle-state' })],
  ['malformed-text', gcs({ kmsEncryptionKey: 'state' })],
  ['malformed-text', gcs({ kmsEncryptionKey: 'projects/acme-edge/locations/eu/keyRings/state' })],
  [
    'malformed-text',
    gcs({ kmsEncryptionKey: 'projects/acme-edge/locations/eu/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1' }),
  ],
  ['malformed-text', cloud({ organization: 'Acme Inc.' })],
  ['malformed-text', cloud({ hostname: 'https://tfe.acme.example' })],
  ['malformed-text', cloud({ hostname: 'tfe.acme.example/' })],
  ['malformed-text', cloud({ hostname: 'tfe..example' })],
  ['malformed-text', cloud({ hostname: '-tfe.example' })],
  ['malformed-text', cloud({ hostname: 'tfe.example:0' })],
  ['malformed-text', cloud({ hostname: 'tfe.example:65536' })],
];
