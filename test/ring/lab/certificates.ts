import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from './shell';

/** An authority of the lab, as `src/stacks/node-certificate.ts` has Terraform make it: files with its key and certificate. */
export interface LabAuthority {
  readonly key: string;
  readonly certificate: string;
}

/** Makes an authority of that name in a folder. */
export async function makeAuthority(folder: string, name: string): Promise<LabAuthority> {
  const [key, certificate] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)];
  const extensions = ['basicConstraints=critical,CA:true', 'keyUsage=critical,keyCertSign,cRLSign,digitalSignature'];
  await must([
    ...['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc'],
    ...['-keyout', key, '-out', certificate, '-days', '3650', '-subj', `/CN=edge cassandra ${name} authority`],
    ...extensions.flatMap((it) => ['-addext', it]),
  ]);
  return { key, certificate };
}

/**
 * Makes a certificate of nodes that `signer` signs, and returns the secret as nodes find it: the certificate, that of its authority,
 * that of the other one, the key.
 */
export async function nodeSecret(
  folder: string,
  name: string,
  signer: LabAuthority,
  other: LabAuthority,
): Promise<string> {
  const [key, request, certificate] = ['key', 'csr', 'crt'].map((it) => join(folder, `${name}.${it}`)) as [
    string,
    string,
    string,
  ];
  await must([
    ...['openssl', 'req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc'],
    ...['-keyout', key, '-out', request, '-subj', `/CN=${name}`],
    ...['-addext', 'keyUsage=critical,digitalSignature,keyAgreement'],
    ...['-addext', 'extendedKeyUsage=serverAuth,clientAuth'],
  ]);
  await must([
    ...['openssl', 'x509', '-req', '-in', request, '-out', certificate, '-days', '1095', '-copy_extensions', 'copy'],
    ...['-CA', signer.certificate, '-CAkey', signer.key, '-CAcreateserial'],
  ]);
  return [certificate, signer.certificate, other.certificate, key].map((it) => readFileSync(it, 'utf8')).join('');
}
