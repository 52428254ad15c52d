import type { Balancer } from '../../kernel/balancer';
import type { Exposure } from '../../kernel/exposure';
import { issue, type Issue } from '../../kernel/issue';
import type { PlainHttp } from '../../kernel/plain-http';
import type { StandingNames } from '../standing';

/* These functions make the issues about changes of the entrance: what clients would miss of it. */

type Path = Issue['path'];

export function plainHttpClosed(path: Path, was: Exclude<PlainHttp, 'closed'>): Issue {
  const today = was === 'serve' ? 'answers' : 'redirects';
  const other = was === 'serve' ? ', or "redirect" to send clients to https' : '';
  return issue('plain-http-closed', {
    path,
    message: `port 80 ${today} in every datacenter: it would be closed, and clients that use http get no answer`,
    remedy: `write "gateway": { "plainHttp": "${was}" } to keep it${other}`,
  });
}

export function plainHttpRedirected(path: Path): Issue {
  return issue('plain-http-redirected', {
    severity: 'warning',
    path,
    message: 'port 80 answers today: clients that use http are sent to https, which not every program follows',
    remedy: 'look who uses it before you apply; "serve" keeps it as it is',
  });
}

export function exposureChanged(path: Path, datacenter: string, was: Exposure, is: Exposure): Issue {
  return issue('exposure-changed', {
    path,
    message: `the balancer of ${datacenter} is ${was}: to be ${is} it is made anew with another address, and clients that have the former one get no answer`,
    remedy: `write "gateway": { "exposure": "${was}" } for it; to change it, first send its clients to another datacenter, and where the stack has a variable deletion_protection, apply it with -var=deletion_protection=false before`,
  });
}

export function balancerChanged(path: Path, datacenter: string, was: Balancer, is: Balancer): Issue {
  return issue('balancer-changed', {
    path,
    message: `${inPlaceWords(was)} leads clients to Kong in ${datacenter}: with ${inPlaceWords(is)} its addresses go, clients that have them get no answer, and until every node is replaced some connections fail`,
    remedy: `write "gateway": { "balancer": "${was}" }; to change it, first send the clients of ${datacenter} to another topology or datacenter, and where the stack has a variable deletion_protection, apply it with -var=deletion_protection=false before`,
  });
}

export function balancerProgramChanged(path: Path, was: Balancer, is: Balancer): Issue {
  return issue('balancer-program-changed', {
    severity: 'warning',
    path,
    message: `the machines of the balancers run ${was} until each is replaced; addresses stay`,
    remedy: `apply, then replace one of the two machines of each datacenter after the other: OPERATIONS.md; each then runs ${is}`,
  });
}

/** @returns the words for what leads clients to Kong, which begin a sentence or not */
function inPlaceWords(balancer: Balancer): string {
  return balancer === 'cloud' ? "the cloud's own balancer" : `${balancer} on machines of the topology`;
}

export function hostnameChanged(path: Path, was: StandingNames, is: StandingNames): Issue {
  return issue('hostname-changed', {
    path,
    message: `clients have ${inWords(was)}: with ${inWords(is)} its records go, and whoever asks for them gets no answer`,
    remedy:
      'write hostname and dns as they were; to move, keep the former name as a CNAME of yours to the new one, or delegate it to the new zone first',
  });
}

export function hostnameRemoved(path: Path, was: StandingNames): Issue {
  return issue('hostname-removed', {
    path,
    message: `clients have ${inWords(was)}: without it the folder of the stack dns goes, with which alone its records can be taken down`,
    remedy:
      'keep hostname and dns; to take the name away, destroy the stack dns first: terraform -chdir=dns destroy, in the tree of the topology',
  });
}

function inWords({ hostname, provider, zone }: StandingNames): string {
  return `${hostname} in ${zone === undefined ? 'a private zone' : `the zone ${zone}`} of ${provider}`;
}

export function healthPathMoved(path: Path, was: string, is: string | undefined): Issue {
  return issue('health-path-moved', {
    severity: 'warning',
    path,
    message: `nodes answer on ${was} today, and ${is === undefined ? 'on no path' : `on ${is}`} once they are replaced: whoever checks the former one takes them for down`,
    remedy: 'let the checkers ask for something else before you apply',
  });
}

export function certificateRemoved(path: Path): Issue {
  return issue('certificate-removed', {
    path,
    message:
      'clients meet the certificate of your secret today: without it every node shows one that it makes itself, which clients that verify certificates refuse',
    remedy:
      'leave gateway.certificate as it stands; for another certificate put that into the secret, or name another one',
  });
}

export function certificateSecretChanged(path: Path): Issue {
  return issue('certificate-secret-changed', {
    severity: 'warning',
    path,
    message:
      'nodes are replaced one after the other, and until the last one is, clients meet the certificates of both secrets: a renewal needs none of that, since nodes fetch what the secret holds within two hours',
    remedy: 'see that the new secret holds a certificate with its key before you apply',
  });
}
