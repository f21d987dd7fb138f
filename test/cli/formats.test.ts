import { FORMATS } from '../../src/cli/validate-options';
import { CLEAN, ERROR, inEmptyFolder, run, write } from './run';

inEmptyFolder();

const BEGINNINGS: { readonly [format in (typeof FORMATS)[number]]: string } = {
  text: 'default: Kubernetes ',
  json: '{\n  "version": 1,\n',
  sarif: '{\n  "$schema": "https://docs.oasis-open.org/sarif/',
  junit: '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="foresail" ',
  github: '::error file=a.yaml,line=',
  gitlab: '[\n  {\n    "description": ',
  markdown: '<!-- foresail -->\n### Foresail: ',
};

describe.each(FORMATS)('--format %s', (format) => {
  it('begins as it should, and ends with a line end', async () => {
    write({ 'a.yaml': ERROR });
    const { code, out, err } = await run(`validate a.yaml --format ${format}`);
    expect([code, err]).toEqual([1, '']);
    expect(out.slice(0, BEGINNINGS[format].length)).toBe(BEGINNINGS[format]);
    expect(out).toMatch(/[^\n]\n$/);
  });

  it('says what could not be read in the report, too', async () => {
    write({ 'a.yaml': CLEAN, 'b.yaml': 'a: "' });
    const { code, out } = await run(`validate a.yaml b.yaml --format ${format}`);
    expect(code).toBe(2);
    expect(out).toMatch(/this YAML cannot be read|1 input error: not everything was judged/);
  });

  it('gives the same bytes twice', async () => {
    write({ 'a.yaml': ERROR });
    const first = await run(`validate a.yaml --format ${format}`);
    expect(await run(`validate a.yaml --format ${format}`)).toEqual(first);
  });
});

it('--format sarif carries the page of each check that found something, and the version', async () => {
  write({ 'a.yaml': ERROR });
  const { driver } = JSON.parse((await run('validate a.yaml --format sarif')).out).runs[0].tool;
  expect(driver.semanticVersion).toBe('1.2.3');
  const rule = driver.rules.find(({ id }: { id: string }) => id === 'hpa/min-greater-than-max');
  expect(rule.help.markdown).toMatch(/^# hpa\/min-greater-than-max\n/);
});
