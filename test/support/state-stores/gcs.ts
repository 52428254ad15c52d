import type { Protocol, StateStore, StoreRequest, StoreResponse } from './store';

/** Returns the variables that lead Terraform to the stand-in: the backend's own, with a token that nobody checks. */
export function gcsEnvironment(url: string): NodeJS.ProcessEnv {
  return {
    GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT: `${url}/storage/v1/`,
    GOOGLE_OAUTH_ACCESS_TOKEN: 'stand-in',
  };
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** Answers Cloud Storage's JSON interface, and the plain one by which its library reads objects. */
export const gcsProtocol: Protocol = (request, store): StoreResponse | undefined => {
  const { method, path } = request;
  const upload = /^\/upload\/storage\/v1\/b\/([^/]+)\/o$/.exec(path);
  if (upload && method === 'POST') return insert(upload[1] ?? '', request, store);
  const collection = /^\/storage\/v1\/b\/([^/]+)\/o$/.exec(path);
  if (collection && method === 'GET') return list(collection[1] ?? '', request, store);
  const metadata = /^\/storage\/v1\/b\/([^/]+)\/o\/(.+)$/.exec(path);
  if (metadata) return ofObject(`${metadata[1]}/${metadata[2]}`, method, store);
  const found = store.objects.get(path.slice(1));
  if (method !== 'GET') return undefined;
  if (!found) return { status: 404, body: 'NoSuchKey' };
  return { headers: { 'x-goog-generation': '1', 'x-goog-metageneration': '1' }, body: found };
};

function insert(bucket: string, request: StoreRequest, { objects }: StateStore): StoreResponse {
  const boundary = /boundary="?([^";]+)/.exec(request.headers['content-type'] ?? '')?.[1] ?? '';
  const parts = request.body.toString('utf8').split(`--${boundary}`).slice(1, -1);
  const [metadata = '', content = ''] = parts.map((part) => part.slice(part.indexOf('\r\n\r\n') + 4, -2));
  const { name } = JSON.parse(metadata) as { readonly name: string };
  // A lock is an object that can be made only if there is none.
  if (request.query.get('ifGenerationMatch') === '0' && objects.has(`${bucket}/${name}`)) return failure(412);
  objects.set(`${bucket}/${name}`, Buffer.from(content));
  return resource(bucket, name);
}

function list(bucket: string, { query }: StoreRequest, { objects }: StateStore): StoreResponse {
  const names = [...objects.keys()].filter((name) => name.startsWith(`${bucket}/${query.get('prefix') ?? ''}`));
  const items = names.map((name) => ({ bucket, name: name.slice(bucket.length + 1), generation: '1' }));
  return { headers: JSON_TYPE, body: JSON.stringify({ kind: 'storage#objects', items }) };
}

function ofObject(name: string, method: string, { objects }: StateStore): StoreResponse | undefined {
  if (!objects.has(name)) return failure(404);
  const [bucket = ''] = name.split('/', 1);
  if (method === 'GET') return resource(bucket, name.slice(bucket.length + 1));
  if (method !== 'DELETE') return undefined;
  objects.delete(name);
  return { status: 204 };
}

function resource(bucket: string, name: string): StoreResponse {
  return { headers: JSON_TYPE, body: JSON.stringify({ bucket, name, generation: '1', metageneration: '1' }) };
}

function failure(code: number): StoreResponse {
  return { status: code, headers: JSON_TYPE, body: JSON.stringify({ error: { code, message: `code ${code}` } }) };
}
