import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const PAGES = join(__dirname, '..', '..', 'docs', 'checks');

/** A fenced block of a page: its language, its file name and its text. */
export interface Block {
  readonly language: string;
  readonly file: string;
  readonly text: string;
}

/** A page of docs/checks, taken apart. */
export interface CheckPage {
  readonly id: string;
  readonly title: string;
  /** The first paragraph. */
  readonly lead: string;
  readonly headings: readonly string[];
  readonly sections: ReadonlyMap<string, string>;
}

/** The ids of all pages. */
export function pageIds(): readonly string[] {
  return readdirSync(PAGES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && file.replaceAll('\\', '/').includes('/'))
    .map((file) => file.replaceAll('\\', '/').replace(/\.md$/, ''))
    .sort();
}

export function readPage(id: string): CheckPage {
  const text = readFileSync(join(PAGES, `${id}.md`), 'utf8');
  const [head = '', ...rest] = text.split(/^## /m);
  const [title = '', ...lead] = head.split('\n\n');
  const sections = new Map(
    rest.map((section) => [section.slice(0, section.indexOf('\n')).trim(), section.slice(section.indexOf('\n') + 1)]),
  );
  return {
    id,
    title: title.replace(/^# /, '').trim(),
    lead: lead.join('\n\n').trim(),
    headings: [...sections.keys()],
    sections,
  };
}

/** The fenced blocks of a section. A block may name its file: ```yaml foresail.yaml */
export function blocksOf(section: string): readonly Block[] {
  return [...section.matchAll(/^```(\w+)[ \t]*([^\n]*)\n([\s\S]*?)^```$/gm)].map(([, language, file, text], index) => ({
    language: language!,
    file: file!.trim() || `sample-${index + 1}.yaml`,
    text: text!,
  }));
}

/** The rows of the index, `| [id](link) | severity | title |`. */
export function indexRows(): readonly { id: string; link: string; severity: string; title: string }[] {
  const text = readFileSync(join(PAGES, 'README.md'), 'utf8');
  return [...text.matchAll(/^\| \[([^\]]+)\]\(([^)]+)\) \| (\w+) \| (.+) \|$/gm)].map(
    ([, id, link, severity, title]) => ({ id: id!, link: link!, severity: severity!, title: title! }),
  );
}
