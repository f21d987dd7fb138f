import { faultsOf, helpOf, judgeObjects, kubernetes } from '../sample';
import { deployment, hpa } from '../sample-manifests';

const ID = 'gitops/beta-hpa-under-argo';
const beta = { apiVersion: 'autoscaling/v2beta2' };
const annotations = { 'argocd.argoproj.io/sync-wave': '1' };
const application = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'prod' }, spec: {} };

it('gitops/beta-hpa-under-argo finds a beta version that Argo CD applies', () => {
  const report = judgeObjects([deployment(), hpa({ ...beta, annotations })], kubernetes('1.24'));
  expect(faultsOf(report, ID)).toEqual([
    'warning /apiVersion Argo CD applies this autoscaling/v2beta2 HPA, and from release 3.5 on it answers "unsupported HPA GVK" to this version (argoproj/argo-cd#27887)',
  ]);
  expect(helpOf(report, ID)).toEqual(['Write autoscaling/v2, which Kubernetes 1.24 serves.']);
});

it('gitops/beta-hpa-under-argo knows of Argo CD by an Application among the files', () => {
  const report = judgeObjects([deployment(), hpa(beta), application], kubernetes('1.20'));
  expect(helpOf(report, ID)).toEqual([
    'Kubernetes 1.20 does not serve autoscaling/v2: stay with a release of Argo CD before 3.5, or give it a health check of your own for HPAs. See docs/gitops.md.',
  ]);
});

it.each<[string, readonly object[]]>([
  ['a beta version of which nothing says that Argo CD applies it', [deployment(), hpa(beta)]],
  ['autoscaling/v2', [deployment(), hpa({ annotations }), application]],
])('gitops/beta-hpa-under-argo passes %s', (_, objects) => {
  expect(faultsOf(judgeObjects(objects, kubernetes('1.24')), ID)).toEqual([]);
});
