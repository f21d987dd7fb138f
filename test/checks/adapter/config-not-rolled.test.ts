import { findingsOf, helpOf, judgeObjects, reasonsOf } from '../sample';
import { config, configMap, rule } from './rules';

const ID = 'adapter/config-not-rolled';

type Fields = Readonly<Record<string, unknown>>;

interface Parts {
  readonly annotations?: Fields;
  readonly podAnnotations?: Fields;
  readonly volume?: Fields;
  readonly containers?: readonly object[];
  readonly namespace?: string;
}

function adapter(parts: Parts = {}): object {
  const { annotations, podAnnotations, namespace = 'monitoring', containers = [] } = parts;
  const volume = parts.volume ?? { configMap: { name: 'adapter-config' } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'adapter', namespace, annotations },
    spec: {
      selector: { matchLabels: { app: 'adapter' } },
      template: {
        metadata: { labels: { app: 'adapter' }, annotations: podAnnotations },
        spec: {
          containers: [{ name: 'adapter', image: 'prometheus-adapter:v0.12.0' }, ...containers],
          volumes: [{ name: 'config', ...volume }],
        },
      },
    },
  };
}

const MAP = configMap(config(rule()));

it('adapter/config-not-rolled finds an adapter that nothing restarts', () => {
  const report = judgeObjects([adapter(), MAP]);
  expect(findingsOf(report, ID)).toEqual([
    'info 2:7 it reads ConfigMap monitoring/adapter-config once, at its start, and nothing starts it again when the rules change',
  ]);
  expect(helpOf(report, ID)).toEqual([
    'Put a hash of the rules into an annotation of its pod template, or into the name of the ConfigMap, or use a reloader. See docs/adapter.md.',
  ]);
});

describe('adapter/config-not-rolled finds', () => {
  it.each<[string, Parts, object]>([
    [
      'a part of a projected volume',
      { volume: { projected: { sources: [{ configMap: { name: 'adapter-config' } }] } } },
      MAP,
    ],
    [
      "Foresail's hash on the ConfigMap alone",
      {},
      configMap(config(rule()), { 'foresail.dev/config-hash': '82ec16e75a9c' }),
    ],
    [
      "Foresail's hash on the Deployment, not on its pods",
      { annotations: { 'foresail.dev/config-hash': '82ec16e75a9c' } },
      MAP,
    ],
    ['a checksum on the Deployment, not on its pods', { annotations: { 'checksum/config': 'a' } }, MAP],
    ['a checksum on the ConfigMap', {}, configMap(config(rule()), { 'checksum/config': 'a' })],
    ['Reloader asked on the ConfigMap', {}, configMap(config(rule()), { 'reloader.stakater.com/auto': 'true' })],
    [
      'Reloader matching the ConfigMap, and nothing searching',
      {},
      configMap(config(rule()), { 'reloader.stakater.com/match': 'true' }),
    ],
    [
      'Reloader searching, and no match on the ConfigMap',
      { annotations: { 'reloader.stakater.com/search': 'true' } },
      MAP,
    ],
    ['Reloader switched off', { annotations: { 'reloader.stakater.com/auto': 'false' } }, MAP],
    ['Reloader for Secrets', { annotations: { 'secret.reloader.stakater.com/auto': 'true' } }, MAP],
    [
      'Reloader for another ConfigMap',
      { annotations: { 'configmap.reloader.stakater.com/reload': 'other,adapter-config-2' } },
      MAP,
    ],
    ['annotations about other things', { podAnnotations: { 'prometheus.io/scrape': 'true' } }, MAP],
    [
      'a name that only looks like a hash',
      { volume: { configMap: { name: 'adapter-facade' } } },
      configMap(config(rule()), undefined, 'adapter-facade'),
    ],
  ])('%s', (_, parts, map) => {
    expect(findingsOf(judgeObjects([adapter(parts), map]), ID)).toHaveLength(1);
  });
});

describe('adapter/config-not-rolled passes', () => {
  const named = (name: string) =>
    [{ volume: { configMap: { name } } }, configMap(config(rule()), undefined, name)] as const;

  it.each<[string, Parts, object]>([
    ['a checksum on the pods', { podAnnotations: { 'checksum/config': 'a' } }, MAP],
    ["Foresail's hash on the pods", { podAnnotations: { 'foresail.dev/config-hash': '82ec16e75a9c' } }, MAP],
    ['Reloader', { annotations: { 'configmap.reloader.stakater.com/reload': 'adapter-config' } }, MAP],
    ['Reloader, in a list', { annotations: { 'configmap.reloader.stakater.com/reload': 'a, adapter-config' } }, MAP],
    ['Reloader, on the pods', { podAnnotations: { 'configmap.reloader.stakater.com/auto': 'true' } }, MAP],
    [
      'Reloader, searching for what is marked',
      { annotations: { 'reloader.stakater.com/search': 'true' } },
      configMap(config(rule()), { 'reloader.stakater.com/match': 'true' }),
    ],
    ['Reloader, for all that is mounted', { annotations: { 'reloader.stakater.com/auto': 'true' } }, MAP],
    ["a name with Foresail's hash", ...named('adapter-config-82ec16e75a9c')],
    ["a name with Kustomize's hash", ...named('adapter-config-7g2h9bk5mt')],
  ])('%s', (_, parts, map) => {
    const report = judgeObjects([adapter(parts), map]);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });

  it.each<[string, Parts]>([
    ['mounts another ConfigMap', { volume: { configMap: { name: 'other' } } }],
    ['is of another namespace', { namespace: 'default' }],
    ['mounts none', { volume: { emptyDir: {} } }],
  ])('a Deployment that %s: it is about something else', (_, parts) => {
    const report = judgeObjects([adapter(parts), MAP]);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});

it('adapter/config-not-rolled cannot tell what a reloading sidecar does', () => {
  const sidecar = { name: 'reload', image: 'jimmidyson/configmap-reload:v0.12.0' };
  const report = judgeObjects([adapter({ containers: [sidecar] }), MAP]);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([
    'notCheckable: whether the container of jimmidyson/configmap-reload:v0.12.0 restarts the adapter is not known',
  ]);
});

it('adapter/config-not-rolled cannot tell which ConfigMaps a pattern of Reloader takes', () => {
  const annotations = { 'configmap.reloader.stakater.com/reload': 'adapter-.*' };
  const report = judgeObjects([adapter({ annotations }), MAP]);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([
    'notCheckable: whether Reloader takes adapter-.* for adapter-config is not known',
  ]);
});
