import { readFiles } from './reading';

const MAP = `apiVersion: v1
kind: ConfigMap
metadata: {name: adapter-config}
data:
  config.yaml: "rules: [{seriesQuery: a}]"
`;

function adapter(args: string, volume = 'configMap: {name: adapter-config}', namespace = 'default'): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: adapter, namespace: ${namespace}}
spec:
  template:
    spec:
      containers:
      - {name: sidecar, image: x}
      - name: adapter
        image: x
        args: ${args}
      volumes:
      - name: tmp
        emptyDir: {}
      - name: config
        ${volume}
`;
}

function flagsOf(text: string, options = {}): readonly (number | undefined)[] | undefined {
  const set = readFiles({ 'a.yaml': text }, options).fleets[0]!.ruleSets[0]!;
  return set.flags && [set.flags.relistIntervalMs, set.flags.maxAgeMs];
}

describe('the flags of the adapter', () => {
  it.each<[string, string, readonly number[] | undefined]>([
    ['no flag', '[--config=x]', undefined],
    ['both', '[--metrics-relist-interval=1m, --metrics-max-age=30s]', [60_000, 30_000]],
    ['both as two arguments', '[--metrics-relist-interval, 1m30s, --metrics-max-age, 1h]', [90_000, 3_600_000]],
    ['one dash', '[-metrics-max-age=500ms]', [600_000, 500]],
    ['the interval alone, which is the age too', '[--metrics-relist-interval=1m]', [60_000, 60_000]],
    [
      'a flag given twice, of which the last counts',
      '[--metrics-max-age=1m, --metrics-max-age=2m]',
      [600_000, 120_000],
    ],
    ['a fraction', '[--metrics-max-age=1.5h]', [600_000, 5_400_000]],
    ['no duration', '[--metrics-max-age=5]', undefined],
    ['a flag without a value', '[--metrics-max-age]', undefined],
  ])('are read from a Deployment with %s', (_, args, expected) => {
    expect(flagsOf(`${MAP}---\n${adapter(args)}`)).toEqual(expected);
  });

  it('are 20 minutes of age for the ACK adapter, unless they say otherwise', () => {
    const text = `${MAP}---\n${adapter('[--metrics-relist-interval=1m]')}`;
    expect(flagsOf(text, { dialect: 'ack' })).toEqual([60_000, 1_200_000]);
  });

  it('are read where the ConfigMap is a part of a projected volume', () => {
    const text = adapter(
      '[--metrics-max-age=1m]',
      'projected: {sources: [{secret: {name: s}}, {configMap: {name: adapter-config}}]}',
    );
    expect(flagsOf(`${MAP}---\n${text}`)).toEqual([600_000, 60_000]);
  });

  it.each([
    ['mounts another ConfigMap', adapter('[--metrics-max-age=1m]', 'configMap: {name: other}')],
    ['stands in another namespace', adapter('[--metrics-max-age=1m]', undefined, 'monitoring')],
  ])('are not those of a Deployment that %s', (_, text) => {
    expect(flagsOf(`${MAP}---\n${text}`)).toBeUndefined();
  });

  it.each<[string, string, readonly number[] | undefined]>([
    ['community values', 'rules: {custom: [{seriesQuery: a}]}\nmetricsRelistInterval: 5m', [300_000, 300_000]],
    [
      'community values with arguments',
      'rules: {custom: [{seriesQuery: a}]}\nextraArguments: ["--metrics-max-age=30s"]',
      [60_000, 30_000],
    ],
    ['community values without either', 'rules: {custom: [{seriesQuery: a}]}', undefined],
    [
      'ACK values',
      'AlibabaCloudMetricsAdapter: {prometheus: {metricsRelistInterval: 30m, adapter: {rules: {custom: [{seriesQuery: a}]}}}}',
      [1_800_000, 1_200_000],
    ],
  ])('are read from %s', (_, text, expected) => {
    expect(flagsOf(text)).toEqual(expected);
  });
});
