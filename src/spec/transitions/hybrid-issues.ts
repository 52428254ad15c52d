import { issue, type Issue } from '../../kernel/issue';
import { releaseLine } from '../../kernel/version';
import { show } from '../issues/show';

/** These functions make the issues about changes of hybrid mode. */

export function kongModeChanged(was: string, is: string): Issue {
  return issue('kong-mode-changed', {
    path: ['kong', 'mode'],
    message: `Kong stands in ${was} mode: in ${is} mode every pool is made anew under another name while the former one goes, and clients get errors until the new ones are found healthy`,
    remedy: `write "mode": ${show(was)}; for the other mode make a new topology of another name, bring the configuration over with decK, and send it clients step by step`,
  });
}

export function kongDataPlanesTooEarly(stand: string, control: string, is: string): Issue {
  return issue('kong-data-planes-too-early', {
    path: ['kong', 'dataPlaneVersion'],
    message: `control planes stand with Kong ${control}: they send data planes of ${is} nothing, and each that is replaced before them would serve nobody`,
    remedy: `write "dataPlaneVersion": ${show(stand)}, apply, and leave it out when every control plane runs ${releaseLine(is)}`,
  });
}
