import { CHECK_LIST } from '../../src/checks/registry';
import { blocksOf, pageIds, readPage } from './check-page';
import { judgeSample } from './sample';

const HEADINGS = ['What it finds', 'Bad', 'Good', 'When it cannot tell', 'When not to use it'];

describe('the pages of the checks', () => {
  it('are one per check, and no more', () => {
    expect(pageIds()).toEqual(CHECK_LIST.map(({ id }) => id).sort());
  });

  describe.each(CHECK_LIST)('$id', ({ id, severity, title }) => {
    const page = readPage(id);

    it('begins with its id, what it finds and its severity', () => {
      expect(page.title).toBe(id);
      expect(page.lead).toBe(`Finds: ${title}. Severity: ${severity}.`);
    });

    it('has the headings of every page', () => expect(page.headings).toEqual(HEADINGS));

    it('finds the bad sample', () => {
      const report = judge(page.sections.get('Bad')!);
      expect(report.diagnostics.map(({ check }) => check)).toContain(id);
    });

    it('passes the good sample', () => {
      const report = judge(page.sections.get('Good')!);
      expect(
        report.diagnostics
          .filter(({ severity }) => severity !== 'info')
          .map(({ check, message }) => `${check}: ${message}`),
      ).toEqual([]);
      expect(report.notChecked.filter(({ check, outcome }) => check === id && outcome !== 'skipped')).toEqual([]);
    });
  });
});

function judge(section: string) {
  const blocks = blocksOf(section);
  const series = blocks.find(({ language }) => language === 'prometheus')?.text;
  const files = Object.fromEntries(
    blocks.filter(({ language }) => language === 'yaml').map(({ file, text }) => [file, text]),
  );
  return judgeSample({ files, ...(series !== undefined && { series }) });
}
