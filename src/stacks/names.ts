import type { CloudBuilder, StackScope } from '../clouds/contract';
import { datacenterOf } from '../kernel/datacenter-of';
import type { CloudId } from '../kernel/ids';

type Builders = Readonly<Record<CloudId, CloudBuilder>>;

/**
 * Builds the names of the gateway by the cloud whose service answers for them. Each balancer's own cloud says what leads to it,
 * so that a service leads to balancers of other clouds without knowing them.
 *
 * @throws Error if the plan has no names
 */
export function buildNames(scope: StackScope, builders: Builders): void {
  const { dns, datacenters } = scope.plan;
  if (!dns) throw new Error('the plan has no names');
  const builder = builders[dns.cloud];
  // The zone is in the account of the first datacenter, whose provider needs no name here.
  const own = datacenters.filter(({ cloud }) => cloud === dns.cloud);
  const home = own.filter(({ providerAlias }) => providerAlias === own[0]?.providerAlias);
  builder.provider(
    scope,
    home.map(({ providerAlias: _, ...datacenter }) => datacenter),
  );
  builder.names(
    scope,
    dns,
    dns.entries.map((entry) => {
      const datacenter = datacenterOf(scope.plan, entry.datacenter);
      return { entry, datacenter, end: builders[datacenter.cloud].balancerEnd(scope, datacenter) };
    }),
  );
}
