import { DataGoogleKmsCryptoKey } from '@cdktf/provider-google/lib/data-google-kms-crypto-key';
import type { DatacenterPlan } from '../../plan/plan';
import type { AcceptedFindings } from '../accepted-findings';
import type { StackScope } from '../contract';
import { projectOf } from './provider';

const KEYS_FILE = 'keys';

/** The agents of services that use the key of a datacenter, by the service's name in words. */
export type KeyUser = "Cloud Logging's" | "Compute Engine's" | "Secret Manager's" | "Cloud SQL's" | "Cloud Storage's";

/**
 * Makes the plan of a stack fail where the user's key cannot encrypt what the stack makes. topogen makes no key, since
 * a key ring can never be deleted, and grants nothing on one: a grant has no owner but the key's, and the agents are
 * those of the whole project. A topology that took its grant away when it goes would take away that of every other
 * topology there, whose machines could then not start again. Does nothing without such a key.
 *
 * @param users whose agents use the key for resources of this stack
 */
export function requireKey(scope: StackScope, datacenter: DatacenterPlan, users: readonly KeyUser[]): void {
  const { kmsKey } = datacenter;
  if (kmsKey === undefined) return;
  const [keyRing = '', name = ''] = kmsKey.split('/cryptoKeys/');
  const key = new DataGoogleKmsCryptoKey(scope.part(KEYS_FILE), 'own', { keyRing, name });
  scope.comment(
    key,
    `The key is not made here, and nobody is granted it here. Its owner has granted roles/cloudkms.cryptoKeyEncrypterDecrypter on it to these service agents of project ${projectOf(datacenter)}: ${users.join(', ')}. What it encrypted is lost with it, and out of reach while it is disabled.`,
  );
  const address = `data.${key.terraformResourceType}.own`;
  const isSymmetric = `${address}.purpose == "ENCRYPT_DECRYPT"`;
  const isEnabled = `one(${address}.primary[*].state) == "ENABLED"`;
  scope.output('kms_key', kmsKey, 'Key of the user that encrypts what is kept here', {
    precondition: {
      condition: `\${${isSymmetric} && ${isEnabled}}`,
      errorMessage: `The key ${kmsKey} is not for symmetric encryption, or its primary version is not enabled. Enable it, or name another one as kmsKey of the datacenter.`,
    },
  });
}

const GOOGLES_KEY = 'Google encrypts the disk with keys of its own.';

/** Returns the findings that a machine keeps, unless its disk has a key of the user's. */
export function machineFindings({ kmsKey }: DatacenterPlan): AcceptedFindings {
  return kmsKey === undefined ? { CKV_GCP_38: GOOGLES_KEY, 'GCP-0033': GOOGLES_KEY } : {};
}

/** Returns the findings that a disk keeps, unless it has a key of the user's. */
export function diskFindings({ kmsKey }: DatacenterPlan): AcceptedFindings {
  return kmsKey === undefined ? { CKV_GCP_37: GOOGLES_KEY, 'GCP-0034': GOOGLES_KEY } : {};
}

/** Returns the argument that gives a boot disk the user's key. */
export function bootKey({ kmsKey }: DatacenterPlan): { readonly kmsKeySelfLink?: string } {
  return kmsKey === undefined ? {} : { kmsKeySelfLink: kmsKey };
}

/** The path of that argument: another key would make the provider replace the machine. */
export const BOOT_KEY_PATH = 'boot_disk[0].kms_key_self_link';
