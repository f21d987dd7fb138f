import { existsSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { PROJECT_FILE_NAME } from '../config/project-config';
import { displayName } from '../source/display-name';
import { InputError } from '../source/input-error';

/** Where the given paths stand on the target branch. */
export interface Counterparts {
  readonly paths: readonly string[];
  /** The given paths that the target branch lacks. */
  readonly missing: readonly string[];
  /** The folder of its `foresail.yaml`, where the base is a whole checkout. */
  readonly root?: string;
  /** What a file of the base is called here. */
  readonly nameHere: (name: string) => string;
}

/** What stands at the root of a checkout. */
const ROOT_MARKS = ['.git', PROJECT_FILE_NAME, 'cdk8s.yaml', 'package.json'];
const STANDARD_INPUT = '-';

/**
 * A base is either another checkout of the repository, in which each path is looked for under the same name, or, for one path
 * alone, that path's other version. Throws an InputError where it is neither.
 */
export function counterpartsIn(base: string, paths: readonly string[]): Counterparts {
  if (!existsSync(base)) {
    throw new InputError('not-found', `the base ${base} does not exist`, 'Give --base the other checkout.', base);
  }
  const files = paths.filter((path) => path !== STANDARD_INPUT);
  const inCheckout = files.filter((path) => pathIn(base, path) !== undefined);
  if (inCheckout.length > 0 || ROOT_MARKS.some((mark) => existsSync(join(base, mark)))) {
    return {
      paths: inCheckout.map((path) => pathIn(base, path)!),
      missing: paths.filter((path) => !inCheckout.includes(path)),
      root: base,
      nameHere: renaming(base, '.'),
    };
  }
  const [only, second] = paths;
  if (only === undefined || second !== undefined) {
    const help = 'Give --base the root of the other checkout, or one path to compare with it.';
    throw new InputError('usage', `the base ${base} holds none of ${paths.join(', ')}`, help, base);
  }
  return { paths: [base], missing: [], nameHere: only === STANDARD_INPUT ? displayName : renaming(base, only) };
}

/** The same path in the other checkout; undefined where it has none, or the path leads out of this one. */
function pathIn(base: string, path: string): string | undefined {
  const fromHere = relative('.', resolve(path));
  if (fromHere.startsWith('..') || isAbsolute(fromHere)) return undefined;
  const there = join(base, fromHere);
  return existsSync(there) ? there : undefined;
}

function renaming(base: string, here: string): (name: string) => string {
  const isFile = statSync(base).isFile();
  const [from, to] = isFile ? [dirname(base), dirname(here)] : [base, here];
  return (name) => {
    if (isFile && resolve(name) === resolve(base)) return displayName(here);
    return displayName(join(to, relative(from, resolve(name))));
  };
}
