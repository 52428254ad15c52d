import { issue, type Issue } from '../../kernel/issue';
import { show } from './show';

/** These functions make the issues about the certificate that clients meet. */

type Path = Issue['path'];

export function certificateOfEachNode(path: Path): Issue {
  return issue('certificate-of-each-node', {
    severity: 'advice',
    path,
    message:
      'every node shows clients a certificate that it has made itself, another one on each node: clients that verify certificates refuse it, wherever the configuration of Kong has none for the name that they ask for',
    remedy:
      'put a certificate with its key into the secret manager of each cloud, and name the secrets in gateway.certificate',
  });
}

export function certificateWithoutTls(path: Path): Issue {
  return issue('certificate-without-tls', {
    path,
    message: 'kong.tls says that clients do not speak TLS, so that no node would show a certificate',
    remedy: 'leave gateway.certificate out, or kong.tls',
  });
}

export function certificateMissing(path: Path, cloud: string, title: string): Issue {
  return issue('certificate-missing', {
    path,
    message: `a datacenter is on ${title}, and no secret is named for its nodes: clients would refuse what those show`,
    remedy: `add ${show(cloud)} with the name of a secret there`,
  });
}

export function malformedSecretName(path: Path, secret: string, form: string): Issue {
  return issue('malformed-secret-name', {
    path,
    message: `${show(secret)} is no name of a secret there`,
    remedy: `write ${form}`,
  });
}

export function certificateOfAnotherRegion(path: Path, region: string, datacenter: string, own: string): Issue {
  return issue('certificate-of-another-region', {
    path,
    message: `the secret is in ${region} alone, and nodes of ${datacenter} look in ${own}: a node must not need another region to start`,
    remedy: 'replicate the secret to the region of each datacenter, where it keeps its name, and write that name',
  });
}
