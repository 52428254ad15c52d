import { issue, type Issue } from '../../kernel/issue';

/**
 * Makes the issue about links that would end on another gateway.
 *
 * @param was id of the user's that stands; undefined if it is topogen's
 */
export function existingGatewayChanged(
  path: Issue['path'],
  datacenter: string,
  was: string | undefined,
  is: string | undefined,
): Issue {
  const words = (id: string | undefined): string => (id === undefined ? 'a gateway of topogen' : JSON.stringify(id));
  const written = was === undefined ? 'leave network.gateway of it out' : `write ${words(was)} as its network.gateway`;
  return issue('existing-gateway-changed', {
    path,
    message: `links of ${datacenter} end on ${words(was)}: on ${words(is)} every one of them is made anew, and the apply of network-${datacenter} stops half-way while they stand, since clouds delete nothing that links hang on`,
    remedy: `${written}; to change it, choose an hour in which every node is up, destroy the stack links, then apply network-${datacenter} and links: datacenters that do not reach each other drift apart until the links are back`,
  });
}
