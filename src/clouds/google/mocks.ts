import type { MockedTypes } from '../knowledge';

const EMAIL = 'mock@mock.iam.gserviceaccount.com';
const REGION = 'projects/mock/regions/europe-west1';
const ZONE = 'projects/mock/zones/europe-west1-b';
const API = 'https://www.googleapis.com/compute/v1';

/**
 * Mocked resources of Google Cloud have these values in generated tests. Mocks make up random text, but the provider
 * still validates the arguments that take these values: it parses members of policies, addresses and links.
 */
export const GOOGLE_MOCKS: MockedTypes = {
  resources: {
    google_compute_address: { address: '203.0.113.103' },
    google_compute_disk: { id: `${ZONE}/disks/mock` },
    google_compute_external_vpn_gateway: { id: 'projects/mock/global/externalVpnGateways/mock' },
    google_compute_region_backend_service: { id: `${REGION}/backendServices/mock` },
    google_compute_region_health_check: { id: `${REGION}/healthChecks/mock` },
    google_compute_region_instance_group_manager: {
      id: `${REGION}/instanceGroupManagers/mock`,
      instance_group: `${API}/${REGION}/instanceGroups/mock`,
    },
    google_compute_region_instance_template: { self_link: `${API}/${REGION}/instanceTemplates/mock` },
    google_compute_vpn_tunnel: { id: `${REGION}/vpnTunnels/mock` },
    google_secret_manager_secret: { id: 'projects/mock/secrets/mock' },
    google_service_account: { email: EMAIL, member: `serviceAccount:${EMAIL}` },
  },
  data: {
    google_compute_image: { self_link: `${API}/projects/ubuntu-os-cloud/global/images/mock` },
  },
};
