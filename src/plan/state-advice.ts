import type { Issue } from '../kernel/issue';
import { workspacesShareState } from './issues';
import { workspaceName } from './naming';
import type { Plan } from './plan';
import { stateReaders } from './state-readers';

/** Advises which workspaces have to share their states, where states lie in workspaces. */
export function stateAdvice(plan: Pick<Plan, 'topology' | 'state'> & Parameters<typeof stateReaders>[0]): Issue[] {
  if (plan.state.backend !== 'cloud') return [];
  const workspace = (stack: string): string => workspaceName(plan.topology, stack);
  return [
    workspacesShareState(
      stateReaders(plan).map(({ stack, readers }) => [workspace(stack), readers.map(workspace)] as const),
    ),
  ];
}
