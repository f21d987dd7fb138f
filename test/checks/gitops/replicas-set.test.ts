import { faultsOf, findingsOf, helpOf, judgeObjects, judgeSample, reasonsOf } from '../sample';
import { ahpa, deployment, hpa, yamlOf } from '../sample-manifests';
import { application, fluxKustomization } from './synced-by';

const ID = 'gitops/replicas-set';

const fixed = (replicas: unknown, annotations?: Record<string, string>) =>
  deployment({ spec: { replicas }, ...(annotations && { annotations }) });

it('gitops/replicas-set finds a replica count beside an HPA, at the count', () => {
  const report = judgeObjects([hpa(), fixed(2)]);
  expect(findingsOf(report, ID)).toEqual([
    'error 40:13 spec.replicas is 2, and HorizontalPodAutoscaler default/bert writes the count too: every sync sets it back to 2',
  ]);
  expect(helpOf(report, ID)).toEqual([
    'Remove replicas. Where the workload already runs, do it in two steps, or the API server fills in 1: first let the autoscaler own the field.',
  ]);
  expect(report.diagnostics[0]!.object?.kind).toBe('Deployment');
});

const HPA_WRITES = 'HorizontalPodAutoscaler default/bert writes the count too';
const TARGET = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'bert' };

describe('gitops/replicas-set on', () => {
  it.each<[string, readonly object[], readonly string[]]>([
    [
      '0 replicas, which switch the HPA off',
      [hpa(), fixed(0)],
      [`error spec.replicas is 0, and ${HPA_WRITES}: every sync sets it back to 0`],
    ],
    [
      'a StatefulSet',
      [hpa({ spec: { scaleTargetRef: TARGET } }), deployment({ kind: 'StatefulSet', spec: { replicas: 2 } })],
      [`error spec.replicas is 2, and ${HPA_WRITES}: every sync sets it back to 2`],
    ],
    [
      'an AHPA in auto',
      [ahpa(), fixed(2)],
      [
        'error spec.replicas is 2, and AdvancedHorizontalPodAutoscaler default/bert writes the count too: every sync sets it back to 2',
      ],
    ],
    [
      'one HPA in two API versions, once',
      [hpa(), hpa({ apiVersion: 'autoscaling/v2beta2' }), fixed(2)],
      [`error spec.replicas is 2, and ${HPA_WRITES}: every sync sets it back to 2`],
    ],
    [
      'two autoscalers, once',
      [hpa(), ahpa(), fixed(2)],
      [
        'error spec.replicas is 2, and HorizontalPodAutoscaler default/bert and AdvancedHorizontalPodAutoscaler default/bert write the count too: every sync sets it back to 2',
      ],
    ],
    [
      'a workload that is being handed over',
      [hpa(), fixed(2, { 'foresail.dev/hand-over': 'true' })],
      ['info spec.replicas stays for the release in which HorizontalPodAutoscaler default/bert takes over'],
    ],
    ['an AHPA in observer, which never scales', [ahpa({ spec: { scaleStrategy: 'observer' } }), fixed(2)], []],
    ['a workload without a count', [hpa(), deployment()], []],
    ['a count that is null, which the API server drops', [hpa(), fixed(null)], []],
    ['a count without an autoscaler', [fixed(2)], []],
    ['the count of another workload', [hpa(), deployment(), deployment({ name: 'llama', spec: { replicas: 2 } })], []],
  ])('%s', (_, objects, findings) => {
    const report = judgeObjects(objects);
    const found = report.diagnostics.filter(({ check }) => check === ID);
    expect(found.map(({ severity, message }) => `${severity} ${message}`)).toEqual(findings);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});

describe('gitops/replicas-set cannot tell', () => {
  it.each<[string, readonly object[], string]>([
    [
      'for a workload that stands elsewhere',
      [hpa()],
      'Deployment default/bert is not among the files, and nothing says that they are the whole cluster',
    ],
    [
      'for a workload that is missing',
      [hpa(), deployment({ name: 'llama' })],
      'Deployment default/bert is not among the manifests',
    ],
    [
      'for a kind that is not modelled',
      [hpa({ spec: { scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'bert' } } })],
      'Rollout default/bert (argoproj.io/v1alpha1) is of a kind that is not modelled',
    ],
  ])('%s', (_, objects, reason) => {
    expect(reasonsOf(judgeObjects(objects), ID)).toEqual([`notCheckable: ${reason}`]);
  });
});

const RESPECT = 'RespectIgnoreDifferences=true';
const REPLICAS = { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] };
const WRITES_BACK = `error /spec/replicas spec.replicas is 2, and ${HPA_WRITES}: every sync sets it back to 2`;
const ignoredBy = (who: string) => [
  `info /spec/replicas spec.replicas is 2, and ${HPA_WRITES}: ${who}, so no sync sets it back`,
];
const BY_POINTER = ignoredBy(`Application argocd/svc ignores /spec/replicas, with ${RESPECT}`);
const BY_MANAGER = ignoredBy(
  `Application argocd/svc ignores what kube-controller-manager has written, with ${RESPECT}`,
);

describe('gitops/replicas-set under an Application that ignores', () => {
  it.each<[string, object, readonly string[]]>([
    ['the pointer', REPLICAS, BY_POINTER],
    ['the whole spec', { ...REPLICAS, jsonPointers: ['/spec'] }, BY_POINTER],
    ['a jq path', { group: 'apps', kind: 'Deployment', jqPathExpressions: ['.spec.replicas'] }, BY_POINTER],
    ['every kind of every group', { group: '*', kind: '*', jsonPointers: ['/spec/replicas'] }, BY_POINTER],
    ['a pattern of kinds', { group: 'a*s', kind: '*ploy*t', jsonPointers: ['/spec/replicas'] }, BY_POINTER],
    ['this name in this namespace', { ...REPLICAS, name: 'bert', namespace: 'default' }, BY_POINTER],
    [
      'what the controller has written',
      { group: 'apps', kind: 'Deployment', managedFieldsManagers: ['kube-controller-manager'] },
      BY_MANAGER,
    ],
    ['another field', { ...REPLICAS, jsonPointers: ['/spec/template'] }, [WRITES_BACK]],
    ['another kind', { ...REPLICAS, kind: 'StatefulSet' }, [WRITES_BACK]],
    ['another group', { ...REPLICAS, group: '' }, [WRITES_BACK]],
    ['a pattern of other kinds', { ...REPLICAS, kind: 'Stateful*' }, [WRITES_BACK]],
    ['a pattern longer than the kind', { ...REPLICAS, kind: 'Deploy*loyment' }, [WRITES_BACK]],
    ['another name', { ...REPLICAS, name: 'llama' }, [WRITES_BACK]],
    ['another namespace', { ...REPLICAS, namespace: 'ml' }, [WRITES_BACK]],
  ])('%s', (_, rule, faults) => {
    const report = judgeObjects([hpa(), fixed(2), application('svc', { ignore: [rule] })]);
    expect(faultsOf(report, ID)).toEqual(faults);
    expect(reasonsOf(report, ID)).toEqual([]);
    expect(report.notModelled).toHaveLength(1);
  });

  it('the pointer in an ApplicationSet', () => {
    const set = application('svc', { ignore: [REPLICAS], isSet: true });
    expect(faultsOf(judgeObjects([hpa(), fixed(2), set]), ID)).toEqual(
      ignoredBy(`ApplicationSet argocd/svc ignores /spec/replicas, with ${RESPECT}`),
    );
  });

  it('the pointer, and lacks the option that makes the sync respect it', () => {
    const report = judgeObjects([
      hpa(),
      fixed(2),
      application('svc', { ignore: [REPLICAS], options: ['PruneLast=true'] }),
    ]);
    expect(faultsOf(report, ID)).toEqual([
      `${WRITES_BACK}, because Application argocd/svc ignores the difference without the sync option ${RESPECT}`,
    ]);
    expect(helpOf(report, ID)).toEqual([
      `Add the sync option ${RESPECT} to Application argocd/svc: without it the difference is hidden, and written all the same.`,
    ]);
  });

  it('a count of 0, which switches a new HPA off', () => {
    const report = judgeObjects([hpa(), fixed(0), application('svc', { ignore: [REPLICAS] })]);
    expect(faultsOf(report, ID)).toEqual([
      expect.stringMatching(/^warning .* starts with 0, which switches an HPA off$/),
    ]);
  });

  it.each<[string, object, object, string]>([
    [
      'by a manager of which nobody knows what it writes',
      { group: 'apps', kind: 'Deployment', managedFieldsManagers: ['my-operator'] },
      hpa(),
      'Application argocd/svc ignores what my-operator has written, and nothing tells whether that is the count',
    ],
    [
      'what the controller of HPAs writes, beside an AHPA',
      { group: 'apps', kind: 'Deployment', managedFieldsManagers: ['kube-controller-manager'] },
      ahpa(),
      'Application argocd/svc ignores what kube-controller-manager has written, and nothing tells whether that is the count',
    ],
    [
      'by an expression',
      { group: 'apps', kind: 'Deployment', jqPathExpressions: ['.spec | select(.paused) | .replicas'] },
      hpa(),
      'Application argocd/svc ignores .spec | select(.paused) | .replicas, which is not evaluated here',
    ],
  ])('%s, and cannot tell', (_, rule, autoscaler, reason) => {
    const report = judgeObjects([autoscaler, fixed(2), application('svc', { ignore: [rule] })]);
    expect(reasonsOf(report, ID)).toEqual([`notCheckable: ${reason}`]);
  });
});

describe('gitops/replicas-set beside an Application that cannot be read', () => {
  const odd = [
    null,
    'x',
    [],
    3,
    { source: [] },
    { sources: 'x', ignoreDifferences: {} },
    { ignoreDifferences: [null, 'x', [], {}] },
  ];
  it.each(odd.map((spec) => [JSON.stringify(spec), spec]))('finds the count: spec %s', (_, spec) => {
    for (const kind of ['Application', 'ApplicationSet']) {
      const inSet = { generators: spec, template: { spec: { source: { path: '{{x}}' }, ignoreDifferences: spec } } };
      const app = {
        apiVersion: 'argoproj.io/v1alpha1',
        kind,
        metadata: { name: 'svc' },
        spec: kind === 'Application' ? spec : inSet,
      };
      expect(faultsOf(judgeObjects([hpa(), fixed(2), app]), ID)).toEqual([WRITES_BACK]);
    }
  });
});

describe('gitops/replicas-set among several Applications', () => {
  const mon = application('mon', { path: 'mon' });
  const svc = application('svc', { path: 'svc', ignore: [REPLICAS] });
  const at = (file: string, ...apps: readonly object[]) =>
    judgeSample({ files: { [file]: yamlOf(hpa(), fixed(2)), 'apps/all.yaml': yamlOf(...apps) } });

  it('goes by the path that fits the file', () => {
    expect(faultsOf(at('svc/a.yaml', mon, svc), ID)).toEqual(BY_POINTER);
    expect(faultsOf(at('here/svc/deep/a.yaml', mon, svc), ID)).toEqual(BY_POINTER);
    expect(faultsOf(at('mon/a.yaml', mon, svc), ID)).toEqual([WRITES_BACK]);
  });

  it('goes by the longer path where two fit', () => {
    const all = application('all', { path: 'clusters' });
    const own = application('svc', { path: 'clusters/svc', ignore: [REPLICAS] });
    expect(faultsOf(at('clusters/svc/a.yaml', all, own), ID)).toEqual(BY_POINTER);
    // The command runs in clusters/.
    expect(faultsOf(at('svc/a.yaml', all, own), ID)).toEqual(BY_POINTER);
  });

  it('leaves one of a chart aside', () => {
    const chart = application('adapter', { source: { chart: 'prometheus-adapter' } });
    expect(faultsOf(at('a.yaml', chart, svc), ID)).toEqual(BY_POINTER);
  });

  it('cannot tell where no path fits, and they differ', () => {
    expect(reasonsOf(at('a.yaml', svc, mon), ID)).toEqual([
      'notCheckable: Application argocd/svc or Application argocd/mon syncs a.yaml, and they treat spec.replicas differently',
    ]);
  });
});

describe('gitops/replicas-set under Flux', () => {
  const policy = (value: string) => fixed(2, { 'kustomize.toolkit.fluxcd.io/ssa': value });
  const leaves = (who: string, value: string) =>
    ignoredBy(`${who} leaves an object with kustomize.toolkit.fluxcd.io/ssa: ${value} as it is`);
  const target = (parts: object) => fluxKustomization([{ paths: ['/spec/replicas'], target: parts }]);
  const IGNORES = ignoredBy('Kustomization flux-system/svc ignores /spec/replicas');

  it.each<[string, readonly object[], readonly string[]]>([
    ['IfNotPresent', [policy('IfNotPresent')], leaves('Flux', 'IfNotPresent')],
    ['Ignore', [policy('ignore'), fluxKustomization()], leaves('Kustomization flux-system/svc', 'Ignore')],
    ['Merge, which writes what Git has', [policy('Merge')], [WRITES_BACK]],
    ['an Application, for which the annotation means nothing', [policy('Ignore'), application('svc')], [WRITES_BACK]],
    ['a Kustomization', [fixed(2), fluxKustomization()], [WRITES_BACK]],
    ['one that ignores the count', [fixed(2), fluxKustomization([{ paths: ['/spec/replicas'] }])], IGNORES],
    ['one that ignores it of this kind', [fixed(2), target({ group: 'apps', kind: 'Deploy.*' })], IGNORES],
    ['one that ignores it of another kind', [fixed(2), target({ kind: 'Deploy' })], [WRITES_BACK]],
    ['one that ignores another field', [fixed(2), fluxKustomization([{ paths: ['/metadata'] }])], [WRITES_BACK]],
  ])('%s', (_, objects, faults) => {
    expect(faultsOf(judgeObjects([hpa(), ...objects]), ID)).toEqual(faults);
  });

  it('cannot tell what a selector of labels selects', () => {
    expect(reasonsOf(judgeObjects([hpa(), fixed(2), target({ labelSelector: 'a=b' })]), ID)).toEqual([
      'notCheckable: Kustomization flux-system/svc ignores /spec/replicas by a labelSelector, which is not evaluated here',
    ]);
  });
});
