import { missingParts } from '../../autoscaling/missing-parts';
import { ReadObject } from '../../autoscaling/read-field';
import { objectAdmissionProblems } from '../../autoscaling/workload/object-admission';
import type { Manifest } from '../../fleet/manifest';
import type { KubernetesMinor } from '../../kubernetes/minor';
import { readSelector } from '../../kubernetes/read-selector';
import { selectorMatches } from '../../kubernetes/selector';
import type { Json } from '../../source/node';
import { defineCheck, type Fault, judged, notCheckable } from '../check';
import { budgetFaults } from './budget-faults';
import { configMapFaults } from './config-map-faults';
import { isMapping } from './json-parts';
import { rolloutFaults } from './rollout-faults';
import { serviceFaults } from './service-faults';

const FAULTS_OF_KIND: { readonly [kind: string]: (manifest: Manifest) => readonly Fault[] } = {
  Deployment: podOwnerFaults,
  StatefulSet: podOwnerFaults,
  LeaderWorkerSet: missingFaults,
  Service: serviceFaults,
  ConfigMap: configMapFaults,
  PodDisruptionBudget: budgetFaults,
};

/** What the API server refuses although the shape is right. Source: kubernetes/kubernetes, pkg/apis/{core,apps}/validation. */
export const workloadAdmission = defineCheck<Manifest>({
  id: 'workload/admission',
  severity: 'error',
  title: 'the API server refuses a workload, Service, ConfigMap or disruption budget although its shape is right',
  subjects: (fleet) => fleet.manifests.filter(({ object }) => Object.hasOwn(FAULTS_OF_KIND, object.kind)),
  run(manifest, { fleet }) {
    const faults = [
      ...FAULTS_OF_KIND[manifest.object.kind]!(manifest),
      ...objectFaults(manifest, fleet.context.kubernetes),
    ];
    const isOpen = ({ at }: Fault) => holdsPlaceholder(manifest.valueAt(at!.path)) || holdsPlaceholder(at!.path);
    const certain = faults.filter((fault) => !isOpen(fault));
    const open = faults.find(isOpen);
    if (certain.length > 0 || !open) return judged(certain);
    return notCheckable(`${open.at!.path} holds a placeholder that something replaces before the API server sees it`);
  },
});

function holdsPlaceholder(value: Json | undefined): boolean {
  return JSON.stringify(value ?? '').includes('${');
}

/** Source: pkg/apis/apps/validation, ValidateDeploymentSpec and ValidateStatefulSetSpec. */
function podOwnerFaults(manifest: Manifest): readonly Fault[] {
  return [...missingFaults(manifest), ...selectorFaults(manifest), ...rolloutFaults(manifest)];
}

function missingFaults(manifest: Manifest): readonly Fault[] {
  const missing = missingParts(new ReadObject(manifest.json, ''), manifest.object.kind);
  return missing.map(({ path, ...texts }) => ({ at: manifest.at(path), ...texts }));
}

function objectFaults(manifest: Manifest, minor: KubernetesMinor): readonly Fault[] {
  const problems = objectAdmissionProblems(new ReadObject(manifest.json, ''), manifest.object.kind, minor);
  return problems.map(({ path, ...texts }) => ({ at: manifest.at(path), ...texts }));
}

function selectorFaults(manifest: Manifest): readonly Fault[] {
  // One that cannot be read is a fault of the shape.
  const selector = readSelector(manifest.valueAt('/spec/selector'));
  const labels = manifest.valueAt('/spec/template/metadata/labels') ?? {};
  if (!selector || !isMapping(labels)) return [];
  // A null template, or labels with a placeholder, may still become what the selector asks for.
  if (!isMapping(manifest.valueAt('/spec/template')) || holdsPlaceholder(labels)) return [];
  const at = manifest.at('/spec/selector');
  if (Object.keys(selector).length === 0) {
    const help = 'Name a label of the pod template under matchLabels.';
    return [{ at, message: 'the selector is empty, and would select every pod', help }];
  }
  if (selectorMatches(selector, labels as { readonly [key: string]: string })) return [];
  const help =
    'Give the pod template the labels that the selector names; the selector of an object that exists cannot change.';
  return [{ at, message: 'the selector does not match the labels of the pod template', help }];
}
