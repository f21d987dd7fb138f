import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const SOURCE = resolve(__dirname, '..', '..', 'src');

/** What each room may import directly; what those rooms may import it may too. `adapter/rules` is a room of its own. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  source: [],
  kubernetes: ['source'],
  series: ['source'],
  promql: ['series'],
  snapshot: ['promql', 'series'],
  metrics: ['kubernetes'],
  autoscaling: ['kubernetes'],
  config: ['kubernetes'],
  // Rules are compiled with RE2, which lives in `series`.
  'adapter/rules': ['kubernetes', 'series'],
  adapter: ['adapter/rules', 'promql', 'series'],
  pipeline: ['metrics', 'adapter/rules'],
  constructs: ['pipeline', 'metrics', 'autoscaling', 'adapter/rules', 'kubernetes'],
  fleet: ['adapter', 'autoscaling', 'metrics', 'snapshot', 'config', 'kubernetes'],
  capture: ['fleet', 'adapter', 'snapshot'],
  checks: ['fleet', 'metrics', 'config'],
  report: ['checks', 'fleet'],
  plugin: ['report', 'checks', 'fleet', 'validate'],
  cli: ['report', 'checks', 'fleet', 'capture', 'plugin', 'validate'],
  index: ['constructs', 'pipeline', 'metrics', 'autoscaling'],
  validate: ['report', 'checks', 'fleet'],
};

const AUTHORS_WING = ['constructs', 'pipeline'];
const READERS_WING = ['fleet', 'capture', 'checks', 'report', 'cli', 'plugin', 'validate'];

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll('\\', '/'))
  .sort();
const imports = files.flatMap(importsOf);

describe('the traffic between the rooms', () => {
  it.each(Object.keys(ARROWS))('%s imports only what stands below it', (room) => {
    const allowed = reachable(room);
    const wrong = imports.filter(({ from, to }) => roomOf(from) === room && !allowed.has(roomOf(to)));
    expect(wrong).toEqual([]);
  });

  it('knows every room that exists', () => {
    const unknown = files.map(roomOf).filter((room) => !(room in ARROWS));
    expect([...new Set(unknown)]).toEqual([]);
  });

  it('never joins the two wings', () => {
    const joined = imports.filter(
      ({ from, to }) =>
        (AUTHORS_WING.includes(roomOf(from)) && READERS_WING.includes(roomOf(to))) ||
        (READERS_WING.includes(roomOf(from)) && AUTHORS_WING.includes(roomOf(to))),
    );
    expect(joined).toEqual([]);
  });

  it('has no circle between files', () => {
    expect(circle()).toBeUndefined();
  });

  it('keeps each library behind the room that knows it', () => {
    const owners: Readonly<Record<string, RegExp>> = {
      ajv: /^kubernetes\/schema\//,
      re2js: /^series\/re2\.ts$/,
      yaml: /^(source\/yaml|pipeline\/[\w-]+|constructs\/[\w/-]+)\.ts$/,
      cdk8s: /^constructs\//,
      constructs: /^constructs\//,
      'cdk8s-plus-28': /^constructs\//,
      commander: /^cli\//,
      'prometheus-query': /^capture\//,
      'cdk8s-cli/plugins': /^plugin\//,
    };
    const strangers = files.flatMap((file) =>
      packagesOf(file)
        .filter((name) => owners[name] && !owners[name].test(file))
        .map((name) => `${file} imports ${name}`),
    );
    expect(strangers).toEqual([]);
  });
});

describe('the files', () => {
  it('say in their names what they hold', () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|misc)(\/|\.ts$)/.test(file))).toEqual([]);
  });

  it('are short: half of them under 120 lines', () => {
    const lengths = files.map((file) => read(file).split('\n').length).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(120);
  });
});

function read(file: string): string {
  return readFileSync(join(SOURCE, file), 'utf8');
}

function specifiersOf(file: string): readonly string[] {
  const text = read(file).replace(/\/\*[\s\S]*?\*\//g, '');
  const pattern =
    /(?:^|[;\n])\s*(?:import|export)\b[^'"`;]*?from\s*'([^']+)'|\b(?:import|require)\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g;
  return [...text.matchAll(pattern)].map((match) => (match[1] ?? match[2] ?? match[3])!);
}

function importsOf(file: string): readonly Import[] {
  return specifiersOf(file)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => ({ from: file, to: target(file, specifier) }));
}

function packagesOf(file: string): readonly string[] {
  return specifiersOf(file).filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'));
}

function target(file: string, specifier: string): string {
  const path = relative(SOURCE, resolve(SOURCE, dirname(file), specifier))
    .replaceAll('\\', '/')
    .replace(/\.js$/, '');
  return [`${path}.ts`, `${path}/index.ts`].find((candidate) => files.includes(candidate)) ?? path;
}

function roomOf(file: string): string {
  if (file.startsWith('adapter/rules/')) return 'adapter/rules';
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : file.replace(/\.ts$/, '');
}

function reachable(room: string): ReadonlySet<string> {
  const found = new Set([room]);
  for (const next of found) for (const below of ARROWS[next] ?? []) found.add(below);
  return found;
}

function circle(): readonly string[] | undefined {
  const below = new Map<string, string[]>();
  for (const { from, to } of imports) below.set(from, [...(below.get(from) ?? []), to]);
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of below.get(file) ?? []) {
      const found = walk(next, [...path, file]);
      if (found) return found;
    }
    done.add(file);
    return undefined;
  };
  for (const file of files) {
    const found = walk(file, []);
    if (found) return found;
  }
  return undefined;
}
