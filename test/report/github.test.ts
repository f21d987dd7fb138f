import fc from 'fast-check';
import { formatGithub } from '../../src/report/github';
import { SourceFile, startOf } from '../../src/source/source-file';
import { diagnostic, evilInputErrors, evilReport, inputErrors, sampleReport, spanOf } from './sample-report';

const linesOf = (...args: Parameters<typeof formatGithub>) =>
  formatGithub(...args)
    .trimEnd()
    .split('\n');

describe('formatGithub', () => {
  it('gives a workflow command per finding, and the counts', () => {
    expect(linesOf(sampleReport())).toEqual([
      '::error file=manifests/a.yaml,line=4,endLine=4,col=21,endColumn=22,title=hpa/min-greater-than-max (east)::HorizontalPodAutoscaler default/a: minReplicas is 5, and maxReplicas is 2%0ALower minReplicas or raise maxReplicas.',
      '1 error, 0 warnings, 0 infos; checks: 7 passed, 1 with findings, 1 not checkable, 2 skipped; 2 not modelled',
    ]);
  });

  it.each([
    ['error', '::error '],
    ['warning', '::warning '],
    ['info', '::notice '],
  ] as const)('writes an %s as %s', (severity, command) => {
    expect(linesOf(sampleReport({ diagnostics: [diagnostic({ severity })] }))[0]).toMatch(new RegExp(`^${command}`));
  });

  it('names no column of a place over several lines', () => {
    const file = new SourceFile('a.yaml', 'a:\n  b: 1\nc: 2\n');
    const place = { span: spanOf(file, 'b: 1\nc'), path: '' };
    expect(linesOf(sampleReport({ diagnostics: [diagnostic({ place })] }))[0]).toMatch(
      /^::error file=a.yaml,line=2,endLine=3,title=/,
    );
  });

  it('gives a place without extent one column', () => {
    const place = { span: startOf(new SourceFile('a.yaml', '')), path: '' };
    expect(linesOf(sampleReport({ diagnostics: [diagnostic({ place })] }))[0]).toContain(
      'line=1,endLine=1,col=1,endColumn=2',
    );
  });

  const many = (severity: 'error' | 'warning' | 'info', amount: number) =>
    Array.from({ length: amount }, (_, index) => diagnostic({ severity, message: `number ${index}` }));

  it.each<[string, ReturnType<typeof many>, number, string | undefined]>([
    ['ten errors and ten warnings', [...many('error', 10), ...many('warning', 10)], 20, undefined],
    [
      'more',
      [...many('error', 13), ...many('warning', 11), ...many('info', 2)],
      22,
      'and 3 errors, 1 warning more: GitHub shows 10 annotations of each kind per step',
    ],
    [
      'a thousand infos',
      many('info', 1000),
      10,
      'and 990 notices more: GitHub shows 10 annotations of each kind per step',
    ],
  ])('of %s annotates what GitHub shows, and counts the rest in one line', (_, diagnostics, shown, rest) => {
    const lines = linesOf(sampleReport({ diagnostics }));
    expect(lines.filter((line) => line.startsWith('::'))).toHaveLength(shown);
    expect(lines.slice(shown, -1)).toEqual(rest === undefined ? [] : [rest]);
  });

  it('annotates what is new first', () => {
    const diagnostics = [...many('error', 12).map((one) => ({ ...one, isNew: false })), diagnostic({ isNew: true })];
    const [first] = linesOf(sampleReport({ diagnostics }));
    expect(first).toContain('title=new%3A hpa/min-greater-than-max (east)::');
  });

  it('annotates input that could not be read, in its file where there is one', () => {
    expect(linesOf(sampleReport({ diagnostics: [] }), inputErrors()).slice(0, 3)).toEqual([
      '::error file=manifests/a.yaml,line=3,col=1,title=not readable::this YAML cannot be read%0AMend it.',
      '::error file=b.yaml,title=not readable::b.yaml does not exist%0AGive a file.',
      '::error title=not readable::there is no cluster "x"%0AThe clusters are: east.',
    ]);
  });

  it('escapes what ends a property or a command', () => {
    const file = new SourceFile('a,b:c%.yaml', 'a: 1');
    const found = diagnostic({ message: '50%\r\n: a, b', place: { span: startOf(file), path: '' } });
    const [line] = linesOf(sampleReport({ diagnostics: [found] }));
    expect(line).toContain('file=a%2Cb%3Ac%25.yaml,');
    expect(line).toContain('::HorizontalPodAutoscaler default/a: 50%25\ufffd : a, b%0A');
  });

  it('lets no name from a file begin a line or a command of its own', () => {
    const lines = linesOf(evilReport(), evilInputErrors());
    expect(lines.map((line) => /^(::(?:error|warning|notice) (?:[a-zA-Z]+=[^,:]*,?)+::|\d+ error)/.test(line))).toEqual(
      lines.map(() => true),
    );
    expect(lines).toHaveLength(5);
  });

  it('is one line per finding, whatever a manifest holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const place = { span: startOf(new SourceFile(text, text)), path: text };
        const lines = formatGithub(
          sampleReport({ diagnostics: [diagnostic({ message: text, help: text, cluster: text, place })] }),
        );
        expect(lines.split(/[\n\r]/)).toHaveLength(3);
        expect(lines).toMatch(/^::error file=[^:,]*,line=1,endLine=1,col=1,endColumn=2,title=[^:,]*::/);
      }),
    );
  });
});
