import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECK_IDS, CHECK_LIST } from '../checks/registry';
import { InputError } from '../source/input-error';
import { didYouMean } from '../source/nearest';

/** The pages are packed beside the code. */
const PAGES = join(__dirname, '..', '..', 'docs', 'checks');

/** Every check with its severity and what it finds, one a line. */
export function checkList(): string {
  const widest = Math.max(...CHECK_IDS.map((id) => id.length));
  const lines = CHECK_LIST.map(({ id, severity, title }) => `${id.padEnd(widest)}  ${severity.padEnd(7)}  ${title}`);
  return `${lines.join('\n')}\n`;
}

/** The page of one check. */
export function checkPage(id: string): string {
  const path = join(PAGES, `${id}.md`);
  if (CHECK_IDS.includes(id) && existsSync(path)) return readFileSync(path, 'utf8');
  throw new InputError(
    'usage',
    `there is no check "${id}"${didYouMean(id, CHECK_IDS)}`,
    'Run "foresail checks" for the list.',
  );
}
