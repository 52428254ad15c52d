import type { Behaviour, BehaviourContext } from './behaviour';
import { unknown } from './dynamic-value';
import type { ObjectValue } from './dynamic-value';

/** The behaviour of hashicorp/tls, repeatable: texts of the form of keys and certificates, with made-up content. */

const given = (value: unknown): boolean => value !== undefined && value !== null && value !== unknown;

const withDefaults =
  (defaults: ObjectValue) =>
  (planned: ObjectValue): ObjectValue =>
    Object.fromEntries(
      Object.entries(defaults).map(([key, value]) => [key, given(planned[key]) ? planned[key]! : value]),
    );

/** Returns a text in the form of PEM. */
function pem(kind: string, name: string, { madeUp }: BehaviourContext): string {
  const content = Buffer.from(madeUp.digits(name, 60)).toString('base64');
  const lines = content.match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${kind}-----`, ...lines, `-----END ${kind}-----`, ''].join('\n');
}

/** The clock of the stand-in: certificates begin at this time. */
const NOW = Date.UTC(2026, 0, 1);
const HOUR_MILLISECONDS = 3_600_000;

const time = (milliseconds: number): string => new Date(milliseconds).toISOString().replace('.000Z', 'Z');

function key(_state: ObjectValue, context: BehaviourContext): ObjectValue {
  const digits = context.madeUp.digits('key', 40);
  return {
    private_key_pem: pem('EC PRIVATE KEY', 'key', context),
    private_key_pem_pkcs8: pem('PRIVATE KEY', 'key', context),
    private_key_openssh: pem('OPENSSH PRIVATE KEY', 'key', context),
    public_key_pem: pem('PUBLIC KEY', 'public', context),
    public_key_openssh: `ecdsa-sha2-nistp384 ${digits}\n`,
    public_key_fingerprint_md5: digits.slice(0, 32),
    public_key_fingerprint_sha256: `SHA256:${digits}`,
    id: digits,
  };
}

function request(_state: ObjectValue, context: BehaviourContext): ObjectValue {
  return {
    cert_request_pem: pem('CERTIFICATE REQUEST', 'request', context),
    key_algorithm: 'ECDSA',
    id: context.madeUp.digits('request', 40),
  };
}

function certificate(state: ObjectValue, context: BehaviourContext): ObjectValue {
  const hours = Number(state['validity_period_hours']);
  return {
    cert_pem: pem('CERTIFICATE', 'certificate', context),
    key_algorithm: 'ECDSA',
    validity_start_time: time(NOW),
    validity_end_time: time(NOW + hours * HOUR_MILLISECONDS),
    id: context.madeUp.digits('serial', 38),
  };
}

export const tlsBehaviours: Readonly<Record<string, Behaviour>> = {
  tls_private_key: { plan: withDefaults({ ecdsa_curve: 'P224', rsa_bits: 2048 }), settle: key },
  tls_self_signed_cert: {
    plan: withDefaults({
      early_renewal_hours: 0,
      is_ca_certificate: false,
      set_subject_key_id: false,
      set_authority_key_id: false,
      ready_for_renewal: false,
    }),
    settle: certificate,
  },
  tls_cert_request: { plan: (planned) => planned, settle: request },
  tls_locally_signed_cert: {
    plan: withDefaults({
      early_renewal_hours: 0,
      is_ca_certificate: false,
      set_subject_key_id: false,
      ready_for_renewal: false,
    }),
    settle: (state, context) => ({ ...certificate(state, context), ca_key_algorithm: 'ECDSA' }),
  },
};
