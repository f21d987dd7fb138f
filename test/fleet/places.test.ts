import { nodeAt, spanAt } from '../../src/source/node';
import { embeddedIn } from '../../src/source/source-text';
import { parseYaml } from '../../src/source/yaml';
import { fleetOf, shownSpan } from './reading';

describe('the place of a pointer in a manifest', () => {
  const [manifest] = fleetOf(`apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Service
    metadata:
      name: a
    spec:
      ports:
        - port: 80
          name: http
      selector: {app: "x"}
`).manifests;

  it.each([
    ['', 'a.yaml:4:5 apiVersion'],
    ['/kind', 'a.yaml:5:11 Service'],
    ['/spec', 'a.yaml:8:5 spec'],
    ['/spec/ports', 'a.yaml:9:7 ports'],
    ['/spec/ports/0', 'a.yaml:10:11 port'],
    ['/spec/ports/0/name', 'a.yaml:11:17 http'],
    ['/spec/ports/1', 'a.yaml:9:7 ports'],
    ['/spec/ports/0/targetPort', 'a.yaml:10:11 port'],
    ['/spec/selector/app', 'a.yaml:12:23 "x"'],
    ['/status/x', 'a.yaml:4:5 apiVersion'],
    ['/__proto__', 'a.yaml:4:5 apiVersion'],
  ])('%s', (pointer, expected) => {
    const place = manifest!.at(pointer);
    expect(place.path).toBe(pointer);
    expect(shownSpan(place.span)).toBe(expected);
  });

  it('is its key where the key is the point', () => {
    expect(shownSpan(manifest!.keyAt('/spec/ports/0/name').span)).toBe('a.yaml:11:11 name');
  });

  it.each<[string, unknown]>([
    ['/metadata/name', 'a'],
    ['/spec/ports/0/port', 80],
    ['/spec/ports/7/port', undefined],
    ['/spec/ports/length', undefined],
    ['/spec/constructor', undefined],
    ['/spec/__proto__', undefined],
    ['/kind/length', undefined],
  ])('%s has its value', (pointer, expected) => {
    expect(manifest!.valueAt(pointer)).toEqual(expected);
  });
});

describe('places inside the configuration of a ConfigMap', () => {
  const configMap = (data: string) => `apiVersion: v1
kind: ConfigMap
metadata: {name: adapter-config}
data:
${data}`;

  it.each([
    [
      'a literal block',
      '  config.yaml: |\n    rules:\n\n    - seriesQuery: a\n      metricsQuery: b # c\n',
      'a.yaml:9:21 b',
    ],
    [
      'a literal block with an indentation of its own',
      '  config.yaml: |2-\n      rules:\n      - seriesQuery: a\n        metricsQuery: b\n',
      'a.yaml:8:23 b',
    ],
    [
      'JSON in single quotes',
      `  config.yaml: '{"rules": [{"seriesQuery": "a", "metricsQuery": "b"}]}'\n`,
      'a.yaml:5:65 "b"',
    ],
  ])('in %s are exact', (_, data, expected) => {
    const { config } = fleetOf(configMap(data)).ruleSets[0]!.source;
    expect(shownSpan(spanAt(config!, '/rules/0/metricsQuery'))).toBe(expected);
  });

  it('in a folded block are the start of the block', () => {
    const data = '  config.yaml: >\n    rules: [{seriesQuery: a,\n    metricsQuery: b}]\n';
    const { config } = fleetOf(configMap(data)).ruleSets[0]!.source;
    expect(shownSpan(spanAt(config!, '/rules/0/metricsQuery'))).toMatch(/^a\.yaml:5:16 /);
  });

  it('of text that is no YAML are exact, too', () => {
    const data = '  config.yaml: |\n    rules:\n    - seriesQuery: "a\n';
    const { config, problems } = fleetOf(configMap(data)).ruleSets[0]!.source;
    expect(config).toBeUndefined();
    expect(problems.map(({ code, span }) => `${code} ${shownSpan(span)}`)).toEqual([
      expect.stringMatching(/^syntax a\.yaml:[78]:/),
    ]);
  });

  it('of a part of a scalar are exact', () => {
    const [manifest] = fleetOf(configMap('  text: "some words"\n')).manifests;
    const { path, span } = manifest!.within('/data/text', 5, 10);
    expect(path).toBe('/data/text');
    expect(shownSpan(span)).toBe('a.yaml:5:15 words');
  });

  it('follow an alias to the text it stands for', () => {
    const [manifest] = fleetOf(
      'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: &text |\n    x: 1\n  b: *text\n',
    ).manifests;
    const node = nodeAt(manifest!.root, '/data/b');
    const [document] = parseYaml(embeddedIn(node as never));
    expect(shownSpan(spanAt(document!.root!, '/x'))).toBe('a.yaml:5:8 1');
  });
});
