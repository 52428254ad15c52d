import type { Templates } from '../kernel/template';
import { renderNodes, type NodeFilesByPlace } from '../plan/nodes/render-nodes';
import type { Plan } from '../plan/plan';

/** Renders the machines of a plan. */
export type Renderer = (plan: Plan) => NodeFilesByPlace;

/** Returns a renderer that makes the files of a plan once: machines are measured before anything is built of them. */
export function renderedOnce(templates: Templates): Renderer {
  const made = new Map<Plan, NodeFilesByPlace>();
  return (plan) => {
    const nodes = made.get(plan) ?? renderNodes(plan, templates);
    made.set(plan, nodes);
    return nodes;
  };
}
