import { issue, type Issue } from '../../kernel/issue';
import { suggest } from '../../kernel/suggest';
import { show } from './show';

/** These functions make the issues about alarms, whom they tell, and who reads metrics. */

type Path = Issue['path'];

export function notifyMissing(path: Path, datacenter: string, form: string): Issue {
  return issue('notify-missing', {
    path,
    message: `nothing is named that alarms of ${datacenter} tell: nobody would hear of them`,
    remedy: `add ${show(datacenter)} with ${form}`,
  });
}

export function dashboardsOfNoAlarms(path: Path): Issue {
  return issue('dashboards-of-no-alarms', {
    path,
    message: 'dashboards show what alarms watch, with their limits, and there are no alarms',
    remedy: 'name in "notify" beside it what alarms of each datacenter tell, or leave it out',
  });
}

export function hostMetricsWithoutLogs(path: Path): Issue {
  return issue('host-metrics-without-logs', {
    path,
    message: 'the agents that tell of memory and disks are those that ship logs, and there are none',
    remedy: 'add "logs": {} beside it, or leave it out',
  });
}

/** @param silent datacenters that have no target yet, of which it may be the name of one */
export function notifyOfNoDatacenter(path: Path, name: string, silent: readonly string[]): Issue {
  const near = suggest(name, silent);
  return issue('notify-of-no-datacenter', {
    path,
    message: `no datacenter is called ${show(name)}`,
    remedy: near === undefined ? 'leave it out' : `did you mean ${show(near)}?`,
  });
}

export function malformedNotifyTarget(path: Path, target: string, form: string): Issue {
  return issue('malformed-notify-target', {
    path,
    message: `${show(target)} is nothing that an alarm can tell there`,
    remedy: `write ${form}`,
  });
}

/** A target in another place than the alarms that it is told by. */
interface Elsewhere {
  readonly name: string;
  readonly what: 'region' | 'project';
  readonly own: string;
  readonly other: string;
}

export function targetElsewhere(path: Path, { name, what, own, other }: Elsewhere): Issue {
  return issue('notify-elsewhere', {
    path,
    message: `this is in the ${what} ${other}, and alarms of ${name} are in ${own}: an alarm tells what is in its own ${what} alone`,
    remedy: `make another one in the ${what} ${own}, and name that`,
  });
}

export function nothingMonitored(path: Path): Issue {
  return issue('nothing-monitored', {
    path,
    message: 'this names nobody whom alarms tell, nobody who reads metrics, and no logs that go anywhere',
    remedy: 'add "notify", "scrapeCidrs" or "logs", or leave "monitoring" out',
  });
}

export function scrapedFromInternet(path: Path, range: string): Issue {
  return issue('scraped-from-internet', {
    path,
    message: `${show(range)} is no private range: machines have no way there that is theirs alone, and exporters ask nobody who he is`,
    remedy:
      'name ranges within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, from which Prometheus has a route to the machines',
  });
}
