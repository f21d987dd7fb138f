import { faultsOf, findingsOf, helpOf, judgeObjects, judgeSample, reasonsOf } from '../sample';

const ID = 'ahpa/token-literal';

const configMap = (data: unknown, name = 'application-intelligence') => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'kube-system' },
  data,
});

it('ahpa/token-literal finds a token in the clear, at its key, and does not repeat it', () => {
  const text = `apiVersion: v1
kind: ConfigMap
metadata: {name: application-intelligence, namespace: kube-system}
data:
  prometheusUrl: http://prometheus.example:9090
  token: not-a-real-one
`;
  const report = judgeSample({ files: { 'ai.yaml': text } });
  expect(findingsOf(report, ID)).toEqual([
    'error 6:3 token holds a literal; a ConfigMap is readable by everyone who reads the repository or the namespace',
  ]);
  expect(helpOf(report, ID)).toEqual([
    'Write a placeholder such as ${TOKEN} that a secret plug-in replaces, and replace the credential: it is in the history.',
  ]);
  expect(
    JSON.stringify(report.diagnostics.map(({ message, help, evidence }) => [message, help, evidence])),
  ).not.toContain('not-a-real-one');
});

describe('ahpa/token-literal takes as a literal', () => {
  it.each<[string, unknown, boolean]>([
    ['token', 'abc', true],
    ['token', 12345, true],
    ['prometheus_writer_ak', 'abc', true],
    ['prometheus_writer_sk', 'abc', true],
    ['token', 'prefix-${TOKEN}', true],
    ['token', '${TOKEN:-not-a-real-one}', true],
    ['token', '${TOKEN-not-a-real-one}', true],
    ['token', '${}', true],
    ['token', '$(TOKEN:not-a-real-one)', true],
    ['token', '$(echo not-a-real-one)', true],
    ['token', '${TOKEN} ${OTHER}', true],
    ['token', '<path:not-a-real-one>', true],
    ['token', '${TOKEN}', false],
    ['token', '${_t1}', false],
    ['token', '$(TOKEN)', false],
    ['token', '<path:secret/data/ahpa#token>', false],
    ['token', '<TOKEN>', false],
    ['token', '', false],
    ['token', null, false],
    ['prometheusUrl', 'http://prometheus.example:9090', false],
    ['prometheusUrl', 'http://user:not-a-real-one@prometheus.example:9090', true],
    ['prometheus_writer_url', 'https://${USER}:not-a-real-one@prometheus.example/api/v3/write', true],
    ['url', 'http://user:${PASSWORD:-not-a-real-one}@prometheus.example', true],
    ['url', 'http://:not-a-real-one@prometheus.example', true],
    ['url', 'http://prometheus.example:9090/a@b', false],
    ['url', 'http://user:${PASSWORD}@prometheus.example', false],
    ['url', 'http://${USER}:${PASSWORD}@prometheus.example', false],
    ['url', 'http://user@prometheus.example', false],
    ['url', 'http://prometheus.example/path:a', false],
    ['url', 'http://prometheus.example/?mail=a:b@c', false],
    ['prometheus_writer_url', 'http://prometheus.example/api/v3/write', false],
  ])('%s: %p is %p', (key, value, literal) => {
    const report = judgeObjects([configMap({ [key]: value })]);
    expect(faultsOf(report, ID)).toHaveLength(literal ? 1 : 0);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});

it('ahpa/token-literal finds a password in a URL, and does not repeat it', () => {
  const url = 'http://user:not-a-real-one@prometheus.example:9090';
  const report = judgeObjects([configMap({ prometheusUrl: url })]);
  expect(faultsOf(report, ID)).toEqual([
    'error /data/prometheusUrl prometheusUrl holds a password in its URL; a ConfigMap is readable by everyone who reads the repository or the namespace',
  ]);
  expect(helpOf(report, ID)).toEqual([
    'Write a placeholder such as ${PROMETHEUS_PASSWORD} that a secret plug-in replaces, and replace the credential: it is in the history.',
  ]);
});

it.each<[string, object]>([
  ['another ConfigMap', configMap({ token: 'abc' }, 'settings')],
  ['a ConfigMap without data', configMap(undefined)],
  ['empty data', configMap(null)],
])('ahpa/token-literal passes %s', (_, object) => {
  const report = judgeObjects([object]);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it('ahpa/token-literal cannot tell where data is no mapping', () => {
  expect(reasonsOf(judgeObjects([configMap(['token'])]), ID)).toEqual(['notCheckable: data is no mapping']);
});
