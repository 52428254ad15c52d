import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package of which the built program has parts, in one version. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** The licence as its package.json says: `MIT`. */
  readonly licence: string;
  /** The texts of its licence and notice files; the section of its README if it has none. */
  readonly texts: readonly string[];
}

/** A text that is the same wherever its licence is granted, so that another package's copy is as good. */
const WITHOUT_NAMES = ['MPL-2.0'];

/** A dedication that asks for no notice. */
const FREE = ['Public Domain'];

/**
 * Returns every package among the inputs of a bundle: paths as in esbuild's metafile, relative to `root`, in the order of
 * names. Two versions of a package are two.
 */
export function bundledPackages(inputs: Iterable<string>, root: string): readonly BundledPackage[] {
  const folders = new Set([...inputs].flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []));
  const packages = [...folders].map((folder) => packageIn(join(root, folder)));
  const unique = new Map(packages.map((it) => [`${it.name}@${it.version}`, it]));
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, it]) => it);
}

function packageIn(folder: string): BundledPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  const files = readdirSync(folder).sort();
  const read = (named: RegExp): string[] =>
    files.filter((it) => named.test(it)).map((it) => readFileSync(join(folder, it), 'utf8').trim());
  const own = read(/^(licen[cs]e|copying|notice)([.-]|$)/i);
  const texts = own.length > 0 ? own : read(/^readme\./i).flatMap(licenceSection);
  return { name, version, licence: license ?? 'not stated', texts };
}

/** Returns the section of a README that has the licence's text, and not only its name. */
function licenceSection(readme: string): string[] {
  const [, section] = /^#+ *licen[cs]e *\n([^]*?)(?=\n#|$(?![^]))/im.exec(readme) ?? [];
  return section && /copyright|permission/i.test(section) ? [section.trim()] : [];
}

/**
 * Returns the notices of packages as one text for people.
 *
 * @throws Error that names the packages whose licence's text is not to be had
 */
export function noticesText(packages: readonly BundledPackage[]): string {
  const shared = new Map(
    packages
      .filter((it) => WITHOUT_NAMES.includes(it.licence))
      .flatMap((it) => it.texts.map((text) => [it.licence, text])),
  );
  const textsOf = ({ licence, texts }: BundledPackage): readonly string[] => {
    if (texts.length > 0) return texts;
    if (FREE.includes(licence)) return [`Its package.json says: ${licence}.`];
    const text = shared.get(licence);
    return text === undefined ? [] : [text];
  };
  const bare = packages
    .filter((it) => textsOf(it).length === 0)
    .map((it) => `${it.name}@${it.version} (${it.licence})`);
  if (bare.length > 0) throw new Error(`no text of the licence of ${bare.join(', ')}: the bundle cannot be shipped`);
  const sections = packages.map((it) =>
    [
      RULE,
      `${it.name} ${it.version}`,
      `Licence: ${it.licence}`,
      `Source: ${sourceOf(it)}`,
      RULE,
      '',
      ...textsOf(it),
    ].join('\n'),
  );
  return `${HEAD}\n\n${sections.join('\n\n')}\n`;
}

const RULE = '-'.repeat(80);

const HEAD = `Licences of the packages in topogen's built program

dist/program.js, dist/main.js and dist/app.js hold parts of the packages below, as they were
published, but for what esbuild changes when it joins modules. Their source is at the address
with each. Files under the Mozilla Public License 2.0 are available there in source form.
topogen itself is under the Apache License 2.0: LICENSE.`;

function sourceOf({ name, version }: BundledPackage): string {
  return `https://www.npmjs.com/package/${name}/v/${version}`;
}
