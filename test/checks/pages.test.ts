import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CHECK_LIST } from '../../src/checks/registry';
import { blocksOf, indexRows, PAGES, pageIds, readPage } from './check-page';
import { judgeSample, quoteOf } from './sample';

const HEADINGS = ['What it finds', 'Bad', 'Good', 'When it cannot tell', 'When not to use it'];
/** The files of the target branch are named so. */
const BASE = 'base/';
const WRITTEN = CHECK_LIST.filter(({ id }) => pageIds().includes(id));

describe('the pages of the checks', () => {
  it('are one per check, and no more', () => {
    expect(pageIds()).toEqual(CHECK_LIST.map(({ id }) => id).sort());
  });

  it('are listed in an index, in the order of the registry', () => {
    expect(indexRows()).toEqual(
      CHECK_LIST.map(({ id, severity, title }) => ({ id, link: `${id}.md`, severity, title })),
    );
  });

  it('link to files that are there', () => {
    expect(pageIds().flatMap((id) => linksOf(id).filter((file) => !existsSync(file)))).toEqual([]);
  });

  describe.each(WRITTEN)('$id', ({ id, severity, title }) => {
    const page = readPage(id);
    const section = (heading: string) => page.sections.get(heading) ?? '';
    const suppressing = filesOf(section('When not to use it'))['foresail.yaml'];

    it('begins with its id, what it finds and its severity', () => {
      expect(page.title).toBe(id);
      expect(page.lead).toBe(`Finds: ${title}. Severity: ${severity}.`);
    });

    it('has the headings of every page', () => expect(page.headings).toEqual(HEADINGS));

    it('finds the bad sample', () => {
      const report = judge(section('Bad'));
      expect(report.diagnostics.map(({ check }) => check)).toContain(id);
    });

    it('quotes the report of the bad sample to the letter', () => {
      const quoted = blocksOf(section('Bad')).filter(({ language }) => language === 'text');
      expect(quoted.map(({ text }) => text)).toEqual([quoteOf(judge(section('Bad')), id)]);
    });

    it('passes the good sample', () => {
      const report = judge(section('Good'));
      expect(
        report.diagnostics
          .filter(({ severity }) => severity !== 'info')
          .map(({ check, message }) => `${check}: ${message}`),
      ).toEqual([]);
      expect(report.notChecked.filter(({ check, outcome }) => check === id && outcome !== 'skipped')).toEqual([]);
    });

    if (suppressing !== undefined) {
      it('shows a suppression that hides what the bad sample has', () => {
        const report = judge(section('Bad'), suppressing);
        expect(report.diagnostics.filter(({ check }) => check === id)).toEqual([]);
        expect(report.diagnostics.filter(({ check }) => check.startsWith('config/'))).toEqual([]);
      });
    }
  });
});

/** Judges the samples of a section; `more` is added to its `foresail.yaml`. */
function judge(section: string, more = '') {
  const series = blocksOf(section).find(({ language }) => language === 'prometheus')?.text;
  const files = filesOf(section);
  const base = filesOf(section, BASE);
  const project = (files['foresail.yaml'] ?? '') + more;
  return judgeSample({
    files: { ...files, ...(project !== '' && { 'foresail.yaml': project }) },
    ...(Object.keys(base).length > 0 && { base }),
    ...(series !== undefined && { series }),
  });
}

function filesOf(section: string, folder = ''): Readonly<Record<string, string>> {
  const blocks = blocksOf(section).filter(
    ({ language, file }) => language === 'yaml' && file.startsWith(folder) && (folder !== '' || !file.startsWith(BASE)),
  );
  return Object.fromEntries(blocks.map(({ file, text }) => [file.slice(folder.length), text]));
}

/** The files that a page links to. */
function linksOf(id: string): readonly string[] {
  const text = [...readPage(id).sections.values()].join('\n');
  return [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link]) => join(PAGES, dirname(id), link!));
}
