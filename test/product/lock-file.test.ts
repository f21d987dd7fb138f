import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  /** It lies in the archive of the package above it. */
  readonly inBundle?: boolean;
  readonly os?: readonly string[];
  readonly optionalDependencies?: { readonly [name: string]: string };
}

const { packages } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package-lock.json'), 'utf8')) as {
  readonly packages: { readonly [path: string]: Entry };
};
const entries = Object.entries(packages).filter(([path]) => path !== '');

/** Where Node looks for a package from inside of another: nearest first. */
function entryFor(name: string, from: string): Entry | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const found = packages[`${folder}${folder === '' ? '' : '/'}node_modules/${name}`];
    if (found || folder === '') return found;
  }
}

describe('package-lock.json', () => {
  const withOptional = entries.filter(([, { optionalDependencies }]) => optionalDependencies);

  it.each([
    ['@swc/core', 8],
    ['@biomejs/biome', 6],
    ['unrs-resolver', 10],
    ['typescript', 6],
  ])('knows the packages of %s for each platform', (name, least) => {
    const { optionalDependencies = {} } = entryFor(name, '')!;
    const systems = new Set(Object.keys(optionalDependencies).flatMap((each) => entryFor(each, '')?.os ?? []));
    expect(Object.keys(optionalDependencies).length).toBeGreaterThanOrEqual(least);
    expect([...systems]).toEqual(expect.arrayContaining(['darwin', 'linux', 'win32']));
  });

  it.each(withOptional)(
    'lists every optional package of %s, in the version it asks for',
    (path, { optionalDependencies }) => {
      const wrong = Object.entries(optionalDependencies!).filter(([name, version]) => {
        const entry = entryFor(name, path);
        const isExact = /^\d+\.\d+\.\d+\S*$/.test(version);
        return !entry || (isExact && entry.version !== version);
      });
      expect(wrong).toEqual([]);
    },
  );

  it('names no registry: whoever installs takes his own', () => {
    expect(entries.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
  });

  it('has a version and a checksum for every package', () => {
    const lacking = entries.filter(
      ([, { version, integrity, inBundle }]) => !inBundle && !(version && integrity?.startsWith('sha512-')),
    );
    expect(lacking.map(([path]) => path)).toEqual([]);
  });
});
