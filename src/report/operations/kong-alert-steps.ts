import { METRICS_FAMILIES as FAMILIES, METRICS_PLUGIN, METRICS_PLUGIN_ID } from '../../kernel/kong-metrics';
import type { Plan } from '../../plan/plan';
import { topogenCommand } from '../runbook/runbook';
import type { AlertSteps } from './alert-steps';

const shell = (plan: Plan): string =>
  `\`${topogenCommand(plan, 'connect', '<datacenter>', '--node', '<machine>')}\` opens a shell`;

/** Steps of the alerts of Kong by their names. */
export const KONG_ALERT_STEPS: AlertSteps = {
  KongDatastoreUnreachable: (plan) => [
    'See whether other nodes say so too. If all do, the datastore is away: its own alerts, and the pages above, have the steps. Leave the pools alone meanwhile: nodes serve from their caches, and new ones could not start.',
    `If one does: \`sudo journalctl --unit kong\` and \`sudo tail /usr/local/kong/logs/error.log\` on it say why; ${shell(plan)}. A name, a password or a certificate that is wrong there is mended by a new machine.`,
  ],
  KongFails: ({ logs }) => [
    'See which service and which code: `topk(5, sum by (service, code) (rate(<series>{code=~"5.."}[5m])))`, where the series is `kong_http_requests_total`, up to Kong 2.8 `kong_http_status`. From 3.0 on `source` is `kong` where no service answered.',
    `Of one service: see to that, and to the way from the pools to it. 503 without a service is an upstream of which no target is healthy; 502 and 504 are services that do not answer.${logs?.access ? ' "Logs" of this page has the command that shows each.' : ''}`,
    'Of all services, or from Kong itself: if it began with a change of the configuration, take that back.',
  ],
  KongSlow: (plan) => [
    'If PoolBusy is raised too, its steps come first.',
    `Else plugins wait: for Redis or the datastore where counters are, for a service that authorises, or for names. \`sudo tail /usr/local/kong/logs/error.log\` on a node often says what; ${shell(plan)}.`,
  ],
  KongCountsNothing: (plan) => [
    `On a node that has the Admin API: \`curl -s 'http://127.0.0.1:8001/plugins?size=1000' | python3 -m json.tool\` shows whether a \`${METRICS_PLUGIN}\` without service, route and consumer is there, is enabled and, from Kong 3.0 on, counts by \`${FAMILIES.join('` and `')}\`; ${shell(plan)}.`,
    `If there is none: \`curl -X PUT http://127.0.0.1:8001/plugins/${METRICS_PLUGIN_ID} -H 'Content-Type: application/json' -d '{"name": "${METRICS_PLUGIN}", "config": {${FAMILIES.map((family) => `"${family}": true`).join(', ')}}}'\`, up to Kong 2.8 with an empty \`config\`. The log of the migrations job's machine, on its serial console, says why it made none.`,
    'If it is there, requests find no route, and Kong answers them by 404 without a service: see what clients ask for.',
  ],
  KongPastPlan: (plan) => [
    'If PoolBusy is raised too, or the group is at its most nodes, the load has outgrown the pool.',
    `Write the rate of now into \`requestsPerSecond\`: \`${topogenCommand(plan, 'plan')}\` shows the new sizes. Apply the clusters. If processors are not busy at that rate, measure a node and write \`kong.requestsPerSecondPerVcpu\`.`,
  ],
  KongDataPlaneUnheard: (plan) => [
    'See whether control planes answer: PoolShort and KongDatastoreUnreachable have steps of theirs.',
    `If they do, \`sudo grep clustering /usr/local/kong/logs/error.log\` on a data plane says why it is not connected: the name, the way, or a certificate that has ended; ${shell(plan)}. It goes on serving, also after a restart.`,
  ],
  KongDataPlanesDiffer: (plan) => [
    '`kong_data_plane_config_hash` has the number of each data plane, with its `hostname`. Those that are alone have kept what they had.',
    `\`sudo grep clustering /usr/local/kong/logs/error.log\` on one says why it refused the change; ${shell(plan)}. While an upgrade is under way control planes of two releases may count the same configuration differently.`,
  ],
  KongDataPlaneRefused: () => [
    '`kong_data_plane_version_compatible` has its `hostname` and `kong_version`. A data plane must not be newer than the control planes, and needs every plugin that the configuration has.',
    'A machine that is left from before: end it, and the group makes another. An own plugin: put it into the image of data planes, or take it out of the configuration.',
  ],
};
