import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { typeCheck } from './type-check';

const docs = resolve(__dirname, '..', '..', 'docs');
const pages = ['policies.md', 'presets.md', 'hand-over.md', 'adapter.md', 'gitops.md'];

/** The TypeScript samples of a page: each is a file. */
function samplesOf(page: string): readonly string[] {
  const text = readFileSync(join(docs, page), 'utf8');
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, sample = '']) => sample);
}

describe('the samples in docs/', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'foresail-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are there', () => {
    expect(pages.map((page) => samplesOf(page).length > 0)).toEqual(pages.map(() => true));
  });

  it('compile', () => {
    const files = pages.flatMap((page) =>
      samplesOf(page).map((sample, index) => {
        const file = `${page.replace('.md', '')}-${index}.ts`;
        writeFileSync(join(folder, file), sample);
        return file;
      }),
    );
    expect(typeCheck(folder, files)).toBe('');
  }, 60_000);
});
