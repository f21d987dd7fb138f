import { findingsOf, helpOf, judgeChange, judgeObjects, judgeSample, reasonsOf } from '../sample';
import { ahpa, deployment, hpa, yamlOf } from '../sample-manifests';
import { application, fluxKustomization } from './synced-by';

const ID = 'gitops/replicas-removed';
const HAND_OVER = { 'foresail.dev/hand-over': '6' };

const fixed = (replicas: unknown, annotations?: Record<string, string>) =>
  deployment({ spec: { replicas }, ...(annotations && { annotations }) });

it('gitops/replicas-removed finds a count that goes when an HPA comes', () => {
  const report = judgeChange([fixed(6)], [deployment(), hpa()]);
  expect(findingsOf(report, ID)).toEqual([
    'error 5:1 spec.replicas was 6 and is gone, and HorizontalPodAutoscaler default/bert writes the count from now on: the API server fills in 1 first, so all pods but one stop',
  ]);
  expect(helpOf(report, ID)).toEqual([
    'Keep replicas: 6 with the annotation foresail.dev/hand-over for one release, until another manager owns the field. See docs/hand-over.md.',
  ]);
  const [found] = report.diagnostics.filter(({ check }) => check === ID);
  expect(found).toMatchObject({
    isNew: true,
    object: { kind: 'Deployment', name: 'bert' },
    place: { path: '/spec/replicas' },
  });
});

const TAKES_OVER = 'HorizontalPodAutoscaler default/bert writes the count from now on';
const FILLS_IN = 'the API server fills in 1 first, so all pods but one stop';

describe('gitops/replicas-removed on', () => {
  it.each<[string, readonly object[], readonly object[], readonly string[]]>([
    [
      'an HPA that wrote the count before, beside Git',
      [fixed(6), hpa()],
      [deployment(), hpa()],
      [
        `error spec.replicas was 6 and is gone, and ${TAKES_OVER}: a client-side apply deletes the field, and ${FILLS_IN}`,
      ],
    ],
    [
      'a count of 1 that an HPA may have raised',
      [fixed(1), hpa()],
      [deployment(), hpa()],
      [
        `error spec.replicas was 1 and is gone, and ${TAKES_OVER}: a client-side apply deletes the field, and ${FILLS_IN}`,
      ],
    ],
    [
      'a count that becomes null',
      [fixed(6)],
      [fixed(null), hpa()],
      [`error spec.replicas was 6 and is gone, and ${TAKES_OVER}: ${FILLS_IN}`],
    ],
    [
      'an AHPA that leaves observer',
      [fixed(6), ahpa({ spec: { scaleStrategy: 'observer' } })],
      [deployment(), ahpa()],
      [
        `error spec.replicas was 6 and is gone, and AdvancedHorizontalPodAutoscaler default/bert writes the count from now on: ${FILLS_IN}`,
      ],
    ],
    [
      'a workload in an older API version',
      [deployment({ apiVersion: 'apps/v1beta2', spec: { replicas: 6 } })],
      [deployment(), hpa()],
      [`error spec.replicas was 6 and is gone, and ${TAKES_OVER}: ${FILLS_IN}`],
    ],
    [
      'a hand-over that no autoscaler was there for',
      [fixed(6, HAND_OVER)],
      [deployment(), hpa()],
      [`error spec.replicas was 6 and is gone, and ${TAKES_OVER}: ${FILLS_IN}`],
    ],
    [
      'a hand-over, after its first release',
      [fixed(6, HAND_OVER), hpa()],
      [deployment(), hpa()],
      ['info spec.replicas was 6 and is gone, after a release in which the autoscaler took over'],
    ],
    [
      'no autoscaler',
      [fixed(6)],
      [deployment()],
      ['warning spec.replicas was 6 and is gone, and no autoscaler here scales it: the API server fills in 1'],
    ],
    [
      'an AHPA in observer, which never scales',
      [fixed(6)],
      [deployment(), ahpa({ spec: { scaleStrategy: 'observer' } })],
      ['warning spec.replicas was 6 and is gone, and no autoscaler here scales it: the API server fills in 1'],
    ],
    ['a hand-over in its first release', [fixed(6)], [fixed(6, HAND_OVER), hpa()], []],
    ['a count that changes', [fixed(6), hpa()], [fixed(2), hpa()], []],
    ['a count of 1 that nothing raised', [fixed(1)], [deployment(), hpa()], []],
    ['a count of 0', [fixed(0), hpa()], [deployment(), hpa()], []],
    ['a count that was null', [fixed(null)], [deployment(), hpa()], []],
    ['a workload that never had one', [deployment(), hpa()], [deployment(), hpa()], []],
    ['a workload that is new', [], [deployment(), hpa()], []],
    ['a workload of another namespace', [fixed(6)], [deployment({ namespace: 'ml' }), hpa({ namespace: 'ml' })], []],
    ['a workload that goes', [fixed(6)], [], []],
  ])('%s', (_, before, after, findings) => {
    const report = judgeChange(before, after);
    const found = report.diagnostics.filter(({ check }) => check === ID);
    expect(found.map(({ severity, message }) => `${severity} ${message}`)).toEqual(findings);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});

const REPLICAS = { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] };
const IGNORING = application('svc', { ignore: [REPLICAS] });
const LACKING = application('svc', { ignore: [REPLICAS], options: [] });
const ONCE = { 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' };
const FLUX_IGNORING = fluxKustomization([{ paths: ['/spec/replicas'] }]);

describe('gitops/replicas-removed under an engine', () => {
  it.each<[string, readonly object[], readonly object[], string, string]>([
    [
      'an Application that has ignored the count before',
      [IGNORING],
      [IGNORING, deployment(), hpa()],
      'info spec.replicas was 6 and is gone: Application argocd/svc ignores /spec/replicas, with RespectIgnoreDifferences=true, so the count that runs stays',
      'Leave that in place',
    ],
    [
      'the same without an autoscaler',
      [IGNORING],
      [IGNORING, deployment()],
      'info spec.replicas was 6 and is gone: Application argocd/svc ignores /spec/replicas, with RespectIgnoreDifferences=true, so the count that runs stays',
      'Leave that in place',
    ],
    [
      'an Application that begins to ignore it',
      [],
      [IGNORING, deployment(), hpa()],
      `error spec.replicas was 6 and is gone, and ${TAKES_OVER}: ${FILLS_IN}`,
      'Application argocd/svc ignores the count only from this change on: sync that first, in a change of its own. Keep replicas',
    ],
    [
      'an Application that hides the difference alone',
      [LACKING],
      [LACKING, deployment(), hpa()],
      `error spec.replicas was 6 and is gone, and ${TAKES_OVER}: ${FILLS_IN}`,
      'Application argocd/svc ignores the difference without the sync option RespectIgnoreDifferences=true, so it writes it all the same. Keep replicas',
    ],
    [
      'an object that Flux leaves as it is',
      [],
      [deployment({ annotations: ONCE }), hpa()],
      'info spec.replicas was 6 and is gone: Flux leaves an object with kustomize.toolkit.fluxcd.io/ssa: IfNotPresent as it is, so the count that runs stays',
      'Leave that in place',
    ],
    [
      'rules of Flux, which put back nothing',
      [FLUX_IGNORING],
      [FLUX_IGNORING, deployment(), hpa()],
      `error spec.replicas was 6 and is gone, and ${TAKES_OVER}: ${FILLS_IN}`,
      'Kustomization flux-system/svc ignores a count that the manifest has, and none that is gone from it. Keep replicas',
    ],
  ])('%s', (_, before, after, finding, help) => {
    const report = judgeChange([fixed(6), ...before], after);
    const found = report.diagnostics.filter(({ check }) => check === ID);
    expect(found.map(({ severity, message }) => `${severity} ${message}`)).toEqual([finding]);
    expect(helpOf(report, ID)[0]).toMatch(new RegExp(`^${help}`));
    expect(reasonsOf(report, ID)).toEqual([]);
  });

  it('cannot tell who has written the count', () => {
    const app = application('svc', {
      ignore: [{ group: 'apps', kind: 'Deployment', managedFieldsManagers: ['kube-controller-manager'] }],
    });
    expect(reasonsOf(judgeChange([fixed(6), app], [deployment(), hpa(), app]), ID)).toEqual([
      'notCheckable: Application argocd/svc ignores what kube-controller-manager has written, with RespectIgnoreDifferences=true, and nothing tells whether that is the count',
    ]);
  });
});

describe('gitops/replicas-removed cannot tell', () => {
  const after = { 'a.yaml': yamlOf(deployment(), hpa()) };

  it('without a base, and is skipped', () => {
    expect(reasonsOf(judgeObjects([deployment(), hpa()]), ID)).toEqual(['skipped: no --base was given']);
  });

  it('where a file of the base could not be read', () => {
    const report = judgeSample({ files: after, base: { 'a.yaml': 'a: "' } });
    expect(reasonsOf(report, ID)).toEqual([
      'notCheckable: Deployment default/bert may stand in a.yaml of the base, which could not be read',
    ]);
  });

  it('where the autoscaler may stand in a chart template', () => {
    const files = { 'a.yaml': yamlOf(deployment()), 'b.yaml': '{{ if .Values.hpa }}\na: {{ .b }}\n{{ end }}\n' };
    const report = judgeSample({ files, base: { 'a.yaml': yamlOf(fixed(6)) } });
    expect(reasonsOf(report, ID)).toEqual(['notCheckable: an autoscaler may stand in b.yaml, which could not be read']);
  });
});
