import type { CloudKnowledge } from '../knowledge';
import { allOffered, usableKey } from './mocked-answers';
import { GOOGLE_MOCKS } from './mocks';
import { GOOGLE_LOSSES, GOOGLE_PLACES, GOOGLE_PROVIDER_TAGS, GOOGLE_REPLACEMENT } from './replacement';
import { GOOGLE_SECURITY } from './security';

/** Knowledge of Google Cloud's resources once they are built. */
export const GOOGLE_KNOWLEDGE: CloudKnowledge = {
  replacement: GOOGLE_REPLACEMENT,
  losses: GOOGLE_LOSSES,
  places: GOOGLE_PLACES,
  providerTags: GOOGLE_PROVIDER_TAGS,
  security: GOOGLE_SECURITY,
  madeUpValue: () => undefined,
  mocks: GOOGLE_MOCKS,
  answers: { google_compute_machine_types: allOffered, google_kms_crypto_key: usableKey },
};
