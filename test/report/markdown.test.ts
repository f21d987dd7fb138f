import fc from 'fast-check';
import { escapeMarkdown } from '../../src/report/escape-markdown';
import { formatMarkdown } from '../../src/report/markdown';
import { diagnostic, evilInputErrors, evilReport, inputErrors, notChecked, sampleReport } from './sample-report';

describe('formatMarkdown', () => {
  it('says in a table what is wrong, and folds the rest away', () => {
    expect(formatMarkdown(sampleReport())).toBe(`<!-- foresail -->
### Foresail: 1 error, 0 warnings

| | finding | where |
| --- | --- | --- |
| error | **HorizontalPodAutoscaler default/a**: minReplicas is 5, and maxReplicas is 2<br>Lower minReplicas or raise maxReplicas.<br><code>hpa/min-greater-than-max</code> | <code>manifests/a.yaml:4</code><br>east |

<details><summary>1 not checkable</summary>

- <code>hpa/target-not-found</code>: the target is of an unknown kind (east)

</details>

1 error, 0 warnings, 0 infos; checks: 7 passed, 1 with findings, 1 not checkable, 2 skipped; 2 not modelled
`);
  });

  it('shows what is new, and folds what the target branch has too, and what is only worth knowing', () => {
    const diagnostics = [
      diagnostic({ isNew: false, message: 'known' }),
      diagnostic({ isNew: true, message: 'fresh' }),
      diagnostic({ isNew: true, severity: 'info', message: 'aside' }),
    ];
    const text = formatMarkdown(sampleReport({ diagnostics, base: { path: '../base', unread: ['b.yaml'] } }));
    const [open, known, infos] = text.split('<details>');
    expect(open).toContain('### Foresail: 2 errors, 0 warnings, 2 new\n');
    expect(open).toContain('fresh');
    expect(open).not.toMatch(/known|aside/);
    expect(known).toMatch(/^<summary>1 that the target branch has too<\/summary>\n\n\| \| finding[\s\S]*known/);
    expect(infos).toMatch(/^<summary>1 worth knowing<\/summary>[\s\S]*aside/);
    expect(text).toContain(
      'Of the target branch could not be read: <code>b.yaml</code>. What stands there counts as new.',
    );
  });

  it('lists input that could not be read', () => {
    expect(
      formatMarkdown(sampleReport(), inputErrors()),
    ).toContain(`### Foresail: 1 error, 0 warnings, 3 files not readable

Not readable, and so not judged:

- this YAML cannot be read (<code>manifests/a.yaml:3:1</code>). Mend it.
- b.yaml does not exist (<code>b.yaml</code>). Give a file.
- there is no cluster "x". The clusters are: east.
`);
  });

  it('stays short enough for a comment, and counts what it leaves out', () => {
    const object = { apiVersion: 'v1', kind: 'Deployment', namespace: 'n'.repeat(63), name: 'o'.repeat(253) };
    const long = diagnostic({ message: '_'.repeat(10_000), help: 'h'.repeat(10_000), object });
    const text = formatMarkdown(
      sampleReport({
        diagnostics: [
          ...Array.from({ length: 1000 }, () => ({ ...long, isNew: true })),
          ...Array.from({ length: 1000 }, () => ({ ...long, isNew: false })),
          ...Array.from({ length: 1000 }, () => ({ ...long, severity: 'info' as const })),
        ],
        notChecked: Array.from({ length: 1000 }, (_, index) =>
          notChecked({ outcome: 'notCheckable', reason: `${index}` }),
        ),
      }),
    );
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/\nand \d+ more\n/);
    expect(text).toMatch(/\n- and \d+ more\n/);
  });

  it('lets no name from a file end a cell, make markup, reach people or leave a comment open', () => {
    const text = formatMarkdown(evilReport(), evilInputErrors());
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(7);
    for (const row of rows) expect(row.replace(/\\\|/g, '').match(/\|/g)).toHaveLength(4);
    const tags = text.match(/<[^>]*>?/g)!;
    expect(new Set(tags)).toEqual(
      new Set([
        '<!-- foresail -->',
        '<!-- -->',
        '<br>',
        '<code>',
        '</code>',
        '<details>',
        '</details>',
        '<summary>',
        '</summary>',
      ]),
    );
    expect(text).not.toMatch(/[@#!]\w|:\/\/|(?<!\\)[`\]]/);
    expect(text.split('\n').filter((line) => /^\s*(::|\d+ errors? owned)/.test(line))).toEqual([]);
  });
});

describe('escapeMarkdown', () => {
  it.each([
    ['a|b', 'a\\|b'],
    ['<b>&amp;', '&lt;b&gt;&amp;amp;'],
    ['**a** _b_ `c` ~~d~~', '\\*\\*a\\*\\* \\_b\\_ \\`c\\` \\~\\~<!-- -->d\\~\\~'],
    ['[a](b) ![c](d)', '\\[a\\]\\(b\\) !\\[c\\]\\(d\\)'],
    ['@all #1 !2 $3 %4 ~5', '@<!-- -->all #<!-- -->1 !<!-- -->2 $<!-- -->3 %<!-- -->4 \\~<!-- -->5'],
    ['http://x www.y', 'http:<!-- -->//x www<!-- -->.y'],
    ['a\\|b', 'a\\\\\\|b'],
    ['a\nb', 'a b'],
    ['28.57 % of 5 @ 3', '28.57 % of 5 @ 3'],
  ])('writes %j as %j', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });

  it('leaves no line, no cell and no tag open, whatever a manifest holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bare = escapeMarkdown(text)
          .replaceAll('<!-- -->', '')
          .replace(/\\[\\`*_{}[\]()|~^]/g, '');
        expect(bare).not.toMatch(/[<>\n\r|`]/);
      }),
    );
  });
});
