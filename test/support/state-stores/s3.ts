import { createHash } from 'node:crypto';
import type { Protocol, StoreResponse } from './store';

const S3_HOST = 's3.stand-in.example';

/**
 * Returns the variables that lead Terraform to the stand-in: those of AWS's own libraries, with credentials that nobody
 * checks. Each bucket has a host of its own, which no name server has: the stand-in is the proxy for all of them.
 */
export function s3Environment(url: string): NodeJS.ProcessEnv {
  return {
    HTTP_PROXY: url,
    AWS_ENDPOINT_URL_S3: `http://${S3_HOST}`,
    AWS_ENDPOINT_URL_STS: 'http://sts.stand-in.example',
    AWS_ACCESS_KEY_ID: 'stand-in',
    AWS_SECRET_ACCESS_KEY: 'stand-in',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

const XML = { 'content-type': 'text/xml' };

const CALLER = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::111122223333:user/stand-in</Arn><UserId>stand-in</UserId><Account>111122223333</Account>
</GetCallerIdentityResult></GetCallerIdentityResponse>`;

/** Answers S3 and the one call of STS that its backend makes. */
export const s3Protocol: Protocol = (request, { objects }): StoreResponse | undefined => {
  const { method, host, path, query, headers, body } = request;
  if (method === 'POST' && path === '/') return { headers: XML, body: CALLER };
  if (!host.endsWith(`.${S3_HOST}`)) return undefined;
  const bucket = host.slice(0, -S3_HOST.length - 1);
  const name = `${bucket}${path}`;
  if (method === 'GET' && query.has('list-type')) {
    return { headers: XML, body: listing([...objects.keys()], bucket, query.get('prefix') ?? '') };
  }
  if (method === 'PUT') {
    // A lock is an object that can be made only if there is none.
    if (headers['if-none-match'] === '*' && objects.has(name)) return failure(412, 'PreconditionFailed');
    objects.set(name, body);
    return { headers: { etag: '"stand-in"' } };
  }
  if (method === 'GET' || method === 'HEAD') {
    const found = objects.get(name);
    if (!found) return failure(404, 'NoSuchKey');
    const etag = `"${createHash('md5').update(found).digest('hex')}"`;
    const length = { etag, 'content-length': String(found.length) };
    return method === 'HEAD' ? { headers: length } : { headers: length, body: found };
  }
  if (method !== 'DELETE') return undefined;
  objects.delete(name);
  return { status: 204 };
};

function listing(names: readonly string[], bucket: string, prefix: string): string {
  const found = names.filter((name) => name.startsWith(`${bucket}/${prefix}`));
  const contents = found.map((name) => `<Contents><Key>${name.slice(bucket.length + 1)}</Key></Contents>`);
  return `<ListBucketResult><Name>${bucket}</Name><KeyCount>${found.length}</KeyCount>${contents.join('')}</ListBucketResult>`;
}

function failure(status: number, code: string): StoreResponse {
  return { status, headers: XML, body: `<Error><Code>${code}</Code><Message>${code}</Message></Error>` };
}
