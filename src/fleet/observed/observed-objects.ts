import type { ApiObject, ApiObjects } from '../../adapter/metrics-api/api-objects';
import { isNamespaced } from '../../adapter/registry';
import { resourceKey } from '../../adapter/rules/resource-association';
import { type ApiResource, BUILT_IN_RESOURCES, findResource } from '../../kubernetes/resource-table';
import { labelValue } from '../../series/labels';
import type { SeriesStore } from '../../series/series-store';
import type { Json } from '../../source/node';
import type { Fleet } from '../fleet';
import type { FleetSnapshot } from '../fleet-snapshot';
import type { Manifest } from '../manifest';
import { groupOf } from '../recognise';
import { type ObservedPod, observePods } from './observed-pods';
import { presentLabelSets } from './present-label-sets';

/** What is known of a cluster's objects at a time. */
export interface ObservedObjects {
  readonly pods: readonly ObservedPod[];
  /** What was taken for granted about some pods, a sentence each. */
  readonly assumptionsAbout: (pods: readonly ObservedPod[]) => readonly string[];
  /** For the metrics APIs. */
  readonly objects: ApiObjects;
  /** What was taken for granted about a resource, by its key, a sentence each. */
  readonly assumptions: ReadonlyMap<string, readonly string[]>;
}

const PODS = 'pods';
const NAMESPACES = findResource({ resource: 'namespaces' })!;

/** Gathers the objects of a fleet from its manifests and from what series name. */
export function observeObjects(fleet: Fleet, { snapshot }: FleetSnapshot, time: number): ObservedObjects {
  const { pods, assumptionsAbout } = observePods(fleet, snapshot.store, time);
  const gathered = new Gathered();
  for (const pod of pods) {
    gathered.add(PODS, pod);
    gathered.add('namespaces', { name: pod.namespace });
  }
  for (const manifest of fleet.manifests) addManifest(gathered, manifest);
  const said = new Map<string, readonly string[]>([[PODS, assumptionsAbout(pods)]]);
  for (const [key, sources] of mappedLabels(fleet, snapshot.store)) {
    if (key === PODS) continue;
    for (const source of sources) addNamed(gathered, key, source, snapshot.store, time);
    const labels = [...new Set(sources.map(({ label }) => label))];
    said.set(key, [
      `${key}: the ${gathered.countOf(key)} that manifests or the label ${labels.join(', ')} name; of objects without a manifest no label is known`,
    ]);
  }
  return { pods, assumptionsAbout, objects: gathered.objects, assumptions: said };
}

class Gathered {
  private readonly byResource = new Map<string, Map<string, ApiObject>>();

  /** What comes first knows more. */
  public add(resource: string, object: ApiObject): void {
    const known = this.byResource.get(resource) ?? new Map<string, ApiObject>();
    this.byResource.set(resource, known);
    const key = `${object.namespace ?? ''}/${object.name}`;
    if (!known.has(key)) known.set(key, object);
  }

  public countOf(resource: string): number {
    return this.byResource.get(resource)?.size ?? 0;
  }

  public get objects(): ApiObjects {
    return Object.fromEntries([...this.byResource].map(([resource, objects]) => [resource, [...objects.values()]]));
  }
}

function addManifest(gathered: Gathered, manifest: Manifest): void {
  const { apiVersion, kind, namespace, name } = manifest.object;
  if (namespace !== undefined) gathered.add('namespaces', { name: namespace });
  const resource = BUILT_IN_RESOURCES.find((known) => known.kind === kind && known.group === groupOf(apiVersion));
  if (!resource) return;
  gathered.add(resourceKey(resource), {
    ...(resource.namespaced && namespace !== undefined && { namespace }),
    name,
    labels: textsOf(manifest.valueAt('/metadata/labels')),
  });
}

function textsOf(value: Json | undefined): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

interface NameSource {
  readonly label: string;
  /** The label that names the namespace, for a resource that has one. */
  readonly namespace: string | undefined;
}

/** The labels that the rules map to each resource, templates included. */
function mappedLabels(fleet: Fleet, store: SeriesStore): ReadonlyMap<string, readonly NameSource[]> {
  const found = new Map<string, NameSource[]>();
  const names = store.labelNames();
  for (const { compiled } of fleet.ruleSets.flatMap(({ rules }) => rules)) {
    const { association } = compiled;
    for (const resource of association.resourcesOf(names)) {
      const source = sourceOf(resource, association.labelOf(resource), association.labelOf(NAMESPACES));
      if (!source) continue;
      const sources = found.get(resourceKey(resource)) ?? [];
      if (!sources.some(({ label, namespace }) => label === source.label && namespace === source.namespace)) {
        sources.push(source);
      }
      found.set(resourceKey(resource), sources);
    }
  }
  return found;
}

function sourceOf(
  resource: ApiResource,
  label: string | undefined,
  namespace: string | undefined,
): NameSource | undefined {
  if (label === undefined) return undefined;
  if (!isNamespaced(resource)) return { label, namespace: undefined };
  return namespace === undefined ? undefined : { label, namespace };
}

function addNamed(gathered: Gathered, key: string, source: NameSource, store: SeriesStore, time: number): void {
  const { label, namespace } = source;
  const labels = namespace === undefined || namespace === label ? [label] : [label, namespace];
  for (const set of presentLabelSets(store, labels, time)) {
    gathered.add(key, {
      ...(namespace !== undefined && { namespace: labelValue(set, namespace) }),
      name: labelValue(set, label),
    });
  }
}
