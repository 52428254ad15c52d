import { issue, type Issue } from '../../kernel/issue';
import { hint, show } from './show';

/** These functions make the issues about Terraform's state. */

type Path = Issue['path'];

/** @param privateKeys those whose private keys are there too, in words */
export function stateHoldsSecrets(path: Path, privateKeys: readonly string[]): Issue {
  const secrets = ["the links' pre-shared keys", ...privateKeys.map((whose) => `the private keys of ${whose}`)];
  return issue('state-holds-secrets', {
    severity: 'advice',
    path,
    message: `with the backend local, ${secrets.join(', ')} and the generated passwords lie in state/ on this machine`,
    remedy: 'keep that folder private and backed up, or name an encrypted backend: s3, gcs or cloud',
  });
}

export function bucketRefused(path: Path, bucket: string, service: string, why: string): Issue {
  return issue('bucket-refused', {
    path,
    message: `${service} has no bucket named ${show(bucket)}: it ${why}`,
    remedy: `write the name of a bucket that ${service} gave you`,
  });
}

export function unknownStateRegion(path: Path, region: string, suggestion: string | undefined): Issue {
  return issue('unknown-state-region', {
    path,
    message: `topogen does not know the region ${show(region)}${hint(suggestion)}`,
    remedy: `write the region that the bucket is in, such as ${suggestion ?? 'eu-west-1'}`,
  });
}

export function keyOfAnotherRegion(path: Path, region: string, bucketRegion: string): Issue {
  return issue('key-of-another-region', {
    path,
    message: `the key is in ${region}, and the bucket in ${bucketRegion}: S3 encrypts with a key of its own region alone`,
    remedy: `name a key in ${bucketRegion}, or the region that the bucket is in`,
  });
}

export function statePrefixTooLong(path: Path, length: number, limit: number): Issue {
  return issue('state-prefix-too-long', {
    path,
    message: `the prefix has ${length} characters, and the names of objects in a bucket have at most 1024 bytes`,
    remedy: `write at most ${limit} characters: the name of each stack follows`,
  });
}
