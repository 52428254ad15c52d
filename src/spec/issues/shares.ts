import { issue, type Issue } from '../../kernel/issue';
import { show } from './show';

/** These functions make the issues about shares of the requests. */

type Path = Issue['path'];

export function sharesExceedOne(path: Path, sum: number): Issue {
  return issue('shares-exceed-one', {
    path,
    message: `the shares add up to ${show(sum)}`,
    remedy: 'make them add up to 1, or leave some out: those get what is left, evenly',
  });
}

export function sharesBelowOne(path: Path, sum: number): Issue {
  return issue('shares-below-one', {
    path,
    message: `the shares add up to ${show(sum)}, and no datacenter is left for the rest`,
    remedy: 'make them add up to 1, or leave one out: it gets what is left',
  });
}

export function noShareLeft(path: Path, name: string, least: number): Issue {
  return issue('no-share-left', {
    path,
    message: `the shares of the others leave less than ${least} for ${show(name)}`,
    remedy: 'lower theirs, or state a share here',
  });
}
