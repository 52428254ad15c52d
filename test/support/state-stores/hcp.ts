import { createHash } from 'node:crypto';
import type { Protocol, StateStore, StoreRequest, StoreResponse } from './store';

/**
 * Returns the settings by which Terraform uses the stand-in as HCP Terraform, or as an installation of it at that host.
 */
export function hcpSettings(url: string, host: string): string {
  const services = ['tfe.v2', 'tfe.v2.1', 'tfe.v2.2'].map((service) => `    "${service}" = "${url}/api/v2/"\n`);
  return `host "${host}" {\n  services = {\n${services.join('')}  }\n}\ncredentials "${host}" {\n  token = "stand-in"\n}\n`;
}

const JSON_API = {
  'content-type': 'application/vnd.api+json',
  'tfp-api-version': '2.6',
  'tfp-appname': 'HCP Terraform',
};

const PERMISSIONS = ['can-lock', 'can-unlock', 'can-update', 'can-read-state-versions', 'can-create-state-versions'];

/**
 * Answers as HCP Terraform, with workspaces whose runs are on the machine of the user who starts them. The state of a
 * workspace is the object `<organization>/<workspace>`; a workspace is made when init first asks for it.
 */
export const hcpProtocol: Protocol = (request, store): StoreResponse | undefined => {
  const { method, path } = request;
  if (path === '/api/v2/ping') return { status: 204, headers: JSON_API };
  if (path === '/api/v2/account/details') return document('users', 'user-1', { username: 'stand-in' });
  const organization = /^\/api\/v2\/organizations\/([^/]+)(\/.*)?$/.exec(path);
  if (organization) return ofOrganization(organization[1] ?? '', organization[2] ?? '', request, store);
  const workspace = /^\/api\/v2\/workspaces\/ws-([^/]+)\/?(.*)$/.exec(path);
  if (workspace) return ofWorkspace(nameOf(workspace[1] ?? ''), workspace[2] ?? '', request, store);
  const version = /^\/api\/v2\/state-versions\/sv-([^/]+)$/.exec(path);
  if (version) return stateDocument(nameOf(version[1] ?? ''), store);
  // Parts of a state for other readers than Terraform are dropped.
  if (method === 'PUT' && path === '/json-state') return { status: 200 };
  const state = /^\/state\/([^/]+)$/.exec(path);
  if (!state) return undefined;
  const name = nameOf(state[1] ?? '');
  if (method === 'PUT') {
    store.objects.set(name, request.body);
    return { status: 200 };
  }
  return { body: store.objects.get(name) ?? '' };
};

function ofOrganization(
  organization: string,
  rest: string,
  request: StoreRequest,
  store: StateStore,
): StoreResponse | undefined {
  if (rest === '/entitlement-set')
    return document('entitlement-sets', 'ent-1', { operations: true, 'state-storage': true });
  if (rest === '') return document('organizations', organization, { name: organization });
  if (rest === '/workspaces' && request.method === 'POST') {
    const { data } = JSON.parse(request.body.toString()) as { data: { attributes: { name: string } } };
    store.objects.set(`${organization}/${data.attributes.name}`, Buffer.alloc(0));
    return workspaceDocument(organization, data.attributes.name, 201);
  }
  const name = /^\/workspaces\/([^/]+)$/.exec(rest)?.[1];
  if (name === undefined) return undefined;
  return store.objects.has(`${organization}/${name}`) ? workspaceDocument(organization, name) : missing();
}

function ofWorkspace(name: string, rest: string, request: StoreRequest, store: StateStore): StoreResponse | undefined {
  const [organization = '', workspace = ''] = name.split('/');
  // A new workspace has the release of the Terraform that made it.
  if (rest === '' && request.method === 'PATCH') return workspaceDocument(organization, workspace);
  if (rest === 'actions/lock' || rest === 'actions/unlock') return workspaceDocument(organization, workspace);
  if (rest === 'current-state-version') return store.objects.get(name)?.length ? stateDocument(name, store) : missing();
  if (rest === 'state-versions' && request.method === 'POST') return stateDocument(name, store, 201);
  return undefined;
}

/** Ids contain the name itself, so that nothing needs to be looked up. */
const idOf = (name: string): string => Buffer.from(name).toString('hex');
const nameOf = (id: string): string => Buffer.from(id, 'hex').toString();

function workspaceDocument(organization: string, name: string, status = 200): StoreResponse {
  const permissions = Object.fromEntries(PERMISSIONS.map((permission) => [permission, true]));
  return document(
    'workspaces',
    `ws-${idOf(`${organization}/${name}`)}`,
    { name, operations: false, 'execution-mode': 'local', 'terraform-version': 'latest', locked: false, permissions },
    status,
  );
}

function stateDocument(name: string, store: StateStore, status = 200): StoreResponse {
  const held = store.objects.get(name) ?? Buffer.alloc(0);
  const { serial = 0, lineage = '' } = held.length ? (JSON.parse(held.toString()) as Record<string, never>) : {};
  const url = `${store.url}/state/${idOf(name)}`;
  const at = {
    'hosted-state-download-url': url,
    'hosted-state-upload-url': url,
    'hosted-json-state-upload-url': `${store.url}/json-state`,
  };
  const md5 = createHash('md5').update(held).digest('hex');
  return document('state-versions', `sv-${idOf(name)}`, { ...at, serial, lineage, status: 'finalized', md5 }, status);
}

function document(type: string, id: string, attributes: object, status = 200): StoreResponse {
  return { status, headers: JSON_API, body: JSON.stringify({ data: { type, id, attributes } }) };
}

function missing(): StoreResponse {
  return { status: 404, headers: JSON_API, body: JSON.stringify({ errors: [{ status: '404', title: 'not found' }] }) };
}
