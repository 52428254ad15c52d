import { issue, type Issue } from '../../kernel/issue';
import type { Place } from '../source/source';
import { hint, show } from './show';

/** These functions make the issues about a spec that extends another, each at its place in the file that says so. */

const PATH = ['extends'];

export function baseMissing(place: Place, file: string): Issue {
  return at(
    place,
    issue('base-missing', {
      path: PATH,
      message: `there is no file ${show(file)}, which this spec extends`,
      remedy: 'write its path from the folder of this file',
    }),
  );
}

export function baseUnreachable(place: Place): Issue {
  return at(
    place,
    issue('base-unreachable', {
      path: PATH,
      message: 'this spec comes from no folder, so it cannot extend the file of another',
      remedy: 'write it to a file, and name that',
    }),
  );
}

/** @param files from the spec that is extended again to the one that does */
export function extendsInCircle(place: Place, files: readonly string[]): Issue {
  return at(
    place,
    issue('extends-in-circle', {
      path: PATH,
      message: `${files.map(show).join(' extends ')} extends ${show(files[0])} again`,
      remedy: 'let one of them extend nothing',
    }),
  );
}

export function tooManyBases(place: Place, most: number): Issue {
  return at(
    place,
    issue('too-many-bases', {
      path: PATH,
      message: `more than ${most} specs extend each other`,
      remedy: 'join some of them into one',
    }),
  );
}

export function baseExtendsMalformed(place: Place): Issue {
  return at(
    place,
    issue('base-extends-malformed', {
      path: PATH,
      message: 'this is no path of a .json or .yaml file',
      remedy: 'write the path of the spec to extend, from the folder of this file',
    }),
  );
}

export function nameOfBase(place: Place, name: string, file: string): Issue {
  return at(
    place,
    issue('name-of-base', {
      path: ['name'],
      message: `the name ${show(name)} is that of ${show(file)} too, so both would have one tree, one state and the same resources`,
      remedy: 'give this spec a name of its own',
    }),
  );
}

export function stateOfBase(place: Place, state: string, file: string): Issue {
  return at(
    place,
    issue('state-of-base', {
      path: ['state', 'prefix'],
      message: `the state would lie in ${show(state)}, as that of ${show(file)} does, and each would take the other's resources for its own`,
      remedy: 'state another state.prefix here, such as the name of this spec',
    }),
  );
}

export function hostnameOfBase(place: Place, hostname: string, file: string): Issue {
  return at(
    place,
    issue('hostname-of-base', {
      path: ['gateway', 'hostname'],
      message: `the name ${show(hostname)} is that of ${show(file)} too, whose clients its records would lead here`,
      remedy:
        'state another gateway.hostname here, or leave out what the base has: "gateway.hostname" and "gateway.dns" in extends.without',
    }),
  );
}

export function subnetOfBase(place: Place, path: Issue['path'], subnet: string, file: string): Issue {
  return at(
    place,
    issue('subnet-of-base', {
      path,
      message: `the subnet ${show(subnet)} is that of ${show(file)} too, whose nodes have the addresses that nodes of this spec would take`,
      remedy: 'state subnets of its own for every purpose here',
    }),
  );
}

export function routerOfBase(place: Place, path: Issue['path'], router: string, file: string): Issue {
  return at(
    place,
    issue('router-of-base', {
      path,
      message: `the router ${show(router)} is that of ${show(file)} too, whose links have the addresses on it that links of this spec would take`,
      remedy: 'name another router here, or leave network.gateway out',
    }),
  );
}

export function nothingToLeaveOut(
  path: Issue['path'],
  place: Place,
  { left, file, suggestion }: { readonly left: string; readonly file: string; readonly suggestion: string | undefined },
): Issue {
  return at(
    place,
    issue('nothing-to-leave-out', {
      path,
      message: `${show(file)} has no ${show(left)}${hint(suggestion)}`,
      remedy: suggestion === undefined ? 'remove the path' : `write ${suggestion}, or remove it`,
    }),
  );
}

function at({ file, position }: Place, it: Issue): Issue {
  return { ...it, file, position };
}
