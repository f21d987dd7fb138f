import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { findingsOfFile } from './findings-of-file';
import { REVIEWED_FINDINGS } from './reviewed-findings';

/** Files collected from public repositories; they are not part of this one. */
const CORPUS = resolve(__dirname, '../../../shared/corpus');
const isThere = existsSync(CORPUS);
const files = isThere
  ? readdirSync(CORPUS, { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => file.includes('/'))
      .sort()
  : [];
const withManifests = files.filter((file) => file.endsWith('.yaml'));

(isThere ? describe : describe.skip)('the corpus ../shared/corpus', () => {
  it.each(files)('is validated without a crash: %s', (file) => {
    expect(() => findingsOfFile(basename(file), readFileSync(join(CORPUS, file), 'utf8'))).not.toThrow();
  });

  it.each(withManifests)('gives the findings that were reviewed, and no other: %s', (file) => {
    expect(findingsOfFile(basename(file), readFileSync(join(CORPUS, file), 'utf8'))).toEqual(
      REVIEWED_FINDINGS[file] ?? [],
    );
  });

  it('has every file that was reviewed', () => {
    expect(Object.keys(REVIEWED_FINDINGS).filter((file) => !files.includes(file))).toEqual([]);
  });
});
