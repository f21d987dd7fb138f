import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foresail } from './foresail-calls';

const ROOT = join(__dirname, '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'explain.md'), 'utf8');

/** The calls of the page, as a shell takes them apart. */
const CALLS = [...PAGE.matchAll(/^ {4}foresail (.*)$/gm)].map(([, line]) =>
  [...line!.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!),
);

/** What an answer holds: values, a listing, or the lines of a chain. */
function contentOf([command]: readonly string[], stdout: string): readonly unknown[] {
  if (command === 'explain') return stdout.match(/^✓ .*$/gm) ?? [];
  const body = JSON.parse(stdout);
  return body.data?.result ?? body.items ?? body.resources;
}

describe('docs/explain.md', () => {
  it('has a call of each command', () => {
    expect(new Set(CALLS.map(([command]) => command))).toEqual(new Set(['explain', 'get', 'query']));
  });

  it.each(CALLS.map((words) => ({ call: words.join(' '), words })))(
    'runs, and answers something: $call',
    ({ words }) => {
      const { status, stdout, stderr } = foresail(words, ROOT);
      expect({ status, notes: stderr.match(/^(note|error|because): .*$/gm) }).toEqual({ status: 0, notes: null });
      expect(contentOf(words, stdout).length).toBeGreaterThan(0);
    },
  );
});
