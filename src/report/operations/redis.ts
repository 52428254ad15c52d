import type { Standing } from '../datastores/recovery';
import { redisClosing, redisRotation } from '../runbook/redis-password';
import { renderSteps } from './steps';

/** Renders Markdown about the password of Redis, by what it asks for today; empty where it has none. */
export function renderRedisOperations(standing: Standing): string {
  switch (standing.plan.redis?.password) {
    case 'required':
      return `
## A password of Redis is changed

Each datacenter has its own, and plugins refer to it by one name. \`topogen runbook <spec> --rotate redis-password\` has these steps by themselves.

${redisRotation(standing)
  .map(({ title, steps }) => `### ${title}\n\n${renderSteps(steps)}`)
  .join('\n')}`;
    case 'prepared':
      return `
## Redis begins to ask for its password

Redis is prepared: nodes have a password, and it still lets in who has none. When every cluster is applied and every node replaced:

${renderSteps(redisClosing(standing))}`;
    default:
      return '';
  }
}
