import fc from 'fast-check';
import { formatJunit } from '../../src/report/junit';
import { diagnostic, evilInputErrors, evilReport, inputErrors, sampleReport } from './sample-report';

interface Element {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  readonly children: Element[];
  text: string;
}

const TOKEN = /<\?xml [^?]*\?>|<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
const CHARACTERS = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

/** Reads what XML 1.0 allows and this report uses; throws for anything else. */
function parseXml(text: string): Element {
  if (!CHARACTERS.test(text)) throw new Error('a character that XML does not know');
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new Error(`no XML at ${at}: ${text.slice(at, at + 40)}`);
    const [, closing, name, attributes = '', single, content] = match;
    if (content !== undefined) open.at(-1)!.text += unescaped(content);
    else if (closing === '/') {
      if (open.pop()!.name !== name) throw new Error(`</${name}> closes another element`);
    } else if (name !== undefined) {
      const pairs = [...attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key, value]) => [key!, unescaped(value!)]);
      const element: Element = { name, attributes: Object.fromEntries(pairs), children: [], text: '' };
      open.at(-1)!.children.push(element);
      if (single === '') open.push(element);
    }
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error('elements are left open');
  return root.children[0]!;
}

function unescaped(text: string): string {
  if (/&(?!(?:amp|lt|gt|quot);)/.test(text)) throw new Error(`a bare & in ${text}`);
  return text.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name]!);
}

const casesOf = (suite: Element) =>
  suite.children.map(({ attributes, children }) => [attributes.classname, attributes.name, children[0]?.name]);

describe('formatJunit', () => {
  it('has a suite per cluster, with failures, what could not be told, and what passed', () => {
    const root = parseXml(formatJunit(sampleReport()));
    expect([root.name, root.attributes]).toEqual([
      'testsuites',
      { name: 'foresail', tests: '4', failures: '1', errors: '0', skipped: '2' },
    ]);
    expect(root.children.map(({ attributes: { name } }) => name)).toEqual(['east', 'west']);
    expect(casesOf(root.children[0]!)).toEqual([
      ['hpa/min-greater-than-max', 'HorizontalPodAutoscaler default/a /spec/minReplicas', 'failure'],
      ['hpa/target-not-found', 'not checkable: the target is of an unknown kind', 'skipped'],
      ['adapter/series-not-found', 'skipped: no snapshot was given', 'skipped'],
      ['manifest/schema', 'passed', undefined],
    ]);
    expect(casesOf(root.children[1]!)).toEqual([]);
  });

  it('says in a failure where it is, what is wrong and what to do', () => {
    const [suite] = parseXml(formatJunit(sampleReport())).children;
    const [found] = suite!.children;
    expect(found!.attributes).toMatchObject({ file: 'manifests/a.yaml', time: '0' });
    expect(found!.children[0]).toMatchObject({
      attributes: {
        type: 'error',
        message: 'HorizontalPodAutoscaler default/a: minReplicas is 5, and maxReplicas is 2',
      },
      text: 'manifests/a.yaml:4:21\nHorizontalPodAutoscaler default/a: minReplicas is 5, and maxReplicas is 2\nLower minReplicas or raise maxReplicas.',
    });
  });

  it('fails for a warning, and passes with an info', () => {
    const diagnostics = [diagnostic({ severity: 'warning', isNew: true }), diagnostic({ severity: 'info' })];
    const [suite] = parseXml(formatJunit(sampleReport({ diagnostics, notChecked: [], checkOutcomes: [] }))).children;
    expect(suite!.attributes).toMatchObject({ tests: '2', failures: '1' });
    expect(suite!.children.map(({ children }) => children[0]!.name)).toEqual(['failure', 'system-out']);
    expect(suite!.children[0]!.children[0]!.attributes.type).toBe('new warning');
  });

  it('gives no two tests one name', () => {
    const [suite] = parseXml(formatJunit(sampleReport({ diagnostics: [diagnostic(), diagnostic()] }))).children;
    expect(suite!.children.slice(0, 2).map(({ attributes: { name } }) => name)).toEqual([
      'HorizontalPodAutoscaler default/a /spec/minReplicas',
      'HorizontalPodAutoscaler default/a /spec/minReplicas (2)',
    ]);
  });

  it('has an error for each input that could not be read', () => {
    const [suite] = parseXml(formatJunit(sampleReport(), inputErrors())).children;
    expect(suite!.attributes).toEqual({ name: 'input', tests: '3', failures: '0', errors: '3', skipped: '0' });
    expect(suite!.children.map(({ attributes: { classname, name } }) => `${classname} ${name}`)).toEqual([
      'input/yaml manifests/a.yaml:3:1 this YAML cannot be read',
      'input/not-found b.yaml b.yaml does not exist',
      'input/usage there is no cluster "x"',
    ]);
  });

  it('has a suite for findings of no cluster', () => {
    const { children } = parseXml(formatJunit(sampleReport({ diagnostics: [diagnostic({ cluster: '*' })] })));
    expect(children.map(({ attributes: { name } }) => name)).toEqual(['east', 'west', '*']);
  });

  it('lets no name from a file end an element or an attribute', () => {
    const root = parseXml(formatJunit(evilReport(), evilInputErrors()));
    expect(root.children.map(({ name }) => name)).toEqual(['testsuite', 'testsuite']);
    const names = root.children.flatMap(({ children }) =>
      children.flatMap((one) => [one.name, ...one.children.map(({ name }) => name)]),
    );
    expect(new Set(names)).toEqual(new Set(['testcase', 'error', 'failure', 'system-out', 'skipped']));
  });

  it('is XML whatever a manifest holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat(0xffff)), (text, units) => {
        const message = text + String.fromCharCode(...units);
        const object = { apiVersion: 'v1', kind: message, name: message };
        const [suite] = parseXml(
          formatJunit(sampleReport({ diagnostics: [diagnostic({ message, object })] })),
        ).children;
        expect(suite!.children).toHaveLength(4);
      }),
    );
  });
});
