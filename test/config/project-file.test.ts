import { readProjectFile } from '../../src/config/project-file';
import { InputError } from '../../src/source/input-error';
import { SourceFile } from '../../src/source/source-file';
import { shown } from './places';

const read = (text: string) => readProjectFile(new SourceFile('foresail.yaml', text));

function errorOf(text: string): string {
  try {
    read(text);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ code: 'configuration' });
    return shown(error as InputError);
  }
  throw new Error('nothing was thrown');
}

describe('readProjectFile', () => {
  it.each(['', '# nothing yet\n', '---\n', '{}\n', 'null\n'])('reads %j as an empty configuration', (text) => {
    expect(read(text)).toEqual({ clusters: [], declaredMetrics: [], suppressions: [] });
  });

  it('reads a file with every key', () => {
    const { clusters, declaredMetrics, suppressions } = read(`clusters:
  - name: east
    paths: [manifests/east, ./shared/]
    kubernetes: 1.30
    hpaApiVersion: v2
    labelConvention: gke
    pipeline: {kind: ackAdapter}
    gpuPools: [{name: a, gpu: L4, allocation: timeSliced, count: 4}]
    ahpa: false
    ahpaTimeZone: Europe/Berlin
    substitutions: [A]
    snapshot: east.promsnap.gz
metrics:
  - {api: external, name: queue_length, servedBy: keda}
  - {api: custom, name: rps, resource: services, cluster: east, servedBy: team-b}
suppressions:
  - check: gitops/replicas-set
    reason: handed over this week
    until: 2027-03-31
    cluster: east
    kind: Deployment
    namespace: default
    name: bert
`);
    expect(clusters).toMatchObject([
      {
        name: 'east',
        paths: ['manifests/east', './shared/'],
        facts: {
          kubernetes: '1.30',
          hpaApiVersion: 'v2',
          labelConvention: 'gke',
          pipeline: { kind: 'ackAdapter' },
          gpuPools: [{ name: 'a', gpu: 'L4', allocation: 'timeSliced', count: 4 }],
          ahpa: false,
          ahpaTimeZone: 'Europe/Berlin',
          substitutions: ['A'],
          snapshot: 'east.promsnap.gz',
        },
      },
    ]);
    expect(declaredMetrics).toEqual([
      { api: 'external', name: 'queue_length', servedBy: 'keda' },
      { api: 'custom', name: 'rps', resource: 'services', cluster: 'east', servedBy: 'team-b' },
    ]);
    expect(suppressions).toMatchObject([
      {
        check: 'gitops/replicas-set',
        reason: 'handed over this week',
        until: '2027-03-31',
        cluster: 'east',
        kind: 'Deployment',
        namespace: 'default',
        name: 'bert',
      },
    ]);
    expect(suppressions[0]!.at.file.positionAt(suppressions[0]!.at.start)).toEqual({ line: 17, column: 5 });
  });

  it('leaves out of the facts what the file leaves out', () => {
    expect(read('clusters: [{name: a, paths: [a]}]').clusters[0]!.facts).toEqual({});
  });

  it.each([
    ['[]', '1:1 foresail.yaml is an empty list | It must be a mapping with clusters, metrics, suppressions.'],
    ['a', '1:1 foresail.yaml is "a" | It must be a mapping with clusters, metrics, suppressions.'],
    [
      'cluster: []',
      '1:1 foresail.yaml has an unknown key "cluster"; did you mean "clusters"? | Known keys: clusters, metrics, suppressions.',
    ],
    ['clusters:\n  east: {}', '2:3 clusters is a mapping | It must be a list.'],
    ['clusters: [{paths: [a]}]', '1:12 a cluster has no "name" | Add the key "name".'],
    ['clusters: [{name: a}]', '1:12 a cluster has no "paths" | Add the key "paths".'],
    ['clusters: [{name: a, paths: a}]', '1:29 clusters.paths is "a" | It must be a list.'],
    [
      'clusters: [{name: a, paths: []}]',
      '1:29 clusters.paths is an empty list | It must be a list of one path or more.',
    ],
    [
      'clusters: [{name: a, paths: [/srv/a]}]',
      '1:30 clusters.paths is "/srv/a" | It must be a path from this file on, such as manifests/east.',
    ],
    [
      "clusters: [{name: a, paths: ['C:\\a']}]",
      '1:30 clusters.paths is "C:\\\\a" | It must be a path from this file on',
    ],
    [
      'clusters: [{name: a, paths: [a], kubernetes: 1.3}]',
      '1:46 kubernetes is 1.3 | It must be a Kubernetes minor from 1.16 on',
    ],
    [
      'clusters:\n  - {name: a, paths: [a]}\n  - {name: a, paths: [b]}',
      '3:5 the cluster "a" is declared twice | Give each cluster one entry.',
    ],
    [
      'clusters:\n  - {name: a, paths: [x]}\n  - {name: b, paths: [z, ./x/]}',
      '3:5 the clusters "a" and "b" both claim the path x | Give each path to one cluster.',
    ],
    [
      'clusters: [{name: a, paths: [y]}]',
      '1:30 clusters.paths is y | It must be a path from this file on, such as manifests/east; put it in quotes.',
    ],
    ['metrics: [{name: a, servedBy: b}]', '1:11 a declared metric has no "api" | Add the key "api".'],
    ['metrics: [{api: custom, servedBy: b}]', '1:11 a declared metric has no "name" | Add the key "name".'],
    ['metrics: [{api: custom, name: a}]', '1:11 a declared metric has no "servedBy" | Add the key "servedBy".'],
    [
      'metrics: [{api: resource, name: a, servedBy: b}]',
      '1:17 metrics.api is "resource" | It must be custom, external.',
    ],
    [
      'metrics: [{api: external, name: a, resource: pods, servedBy: b}]',
      '1:36 an external metric belongs to no resource | Remove resource, or write api: custom.',
    ],
    ['suppressions: [{reason: a}]', '1:16 a suppression has no "check" | Add the key "check".'],
    ['suppressions: [{check: a/b}]', '1:16 a suppression has no "reason" | Add the key "reason".'],
    ['suppressions: [{check: a/b, reason: ""}]', '1:37 suppressions.reason is "" | It must be a non-empty text.'],
    [
      'suppressions: [{check: a/b, reason: no}]',
      '1:37 suppressions.reason is no | It must be a non-empty text; put it in quotes.',
    ],
    [
      'suppressions: [{check: a/b, reason: c, until: 2026-02-30}]',
      '1:47 suppressions.until is "2026-02-30" | It must be a day that exists, such as 2027-03-31.',
    ],
    [
      'suppressions: [{check: a/b, reason: c, until: 2026}]',
      '1:47 suppressions.until is 2026 | It must be a day that exists',
    ],
    ['suppressions: [{check: a/b, reason: c, until: 31.12.2026}]', '1:47 suppressions.until is "31.12.2026"'],
    [
      'suppressions: [{check: a/b, reason: c, expires: 2027-01-01}]',
      '1:40 a suppression has an unknown key "expires" | Known keys: check, reason, until, cluster, kind, namespace, name.',
    ],
    ['clusters: []\nclusters: []', '2:1 the key "clusters" is given twice in one mapping | Mend the YAML.'],
    ['clusters: "', '1:12 Missing closing "quote | Mend the YAML.'],
    ['clusters: []\n---\nmetrics: []', '3:1 foresail.yaml has more than one document | Keep one document.'],
    ['clusters: []\n---\n"', '3:2 Missing closing "quote | Mend the YAML.'],
  ])('refuses %j', (text, expected) => {
    expect(errorOf(text)).toContain(expected);
  });

  it('clips a long value in its message', () => {
    expect(errorOf(`metrics: [{api: ${'x'.repeat(5000)}, name: a, servedBy: b}]`).length).toBeLessThan(200);
  });
});
