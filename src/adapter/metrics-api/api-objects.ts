import type { ApiResource } from '../../kubernetes/resource-table';
import { compareText } from '../../series/labels';
import type { SelectorTerm } from '../metric-selector';
import { resourceKey } from '../rules/resource-association';
import { termsMatch } from './selector-text';

/** One object of the cluster, as far as the metrics APIs look at it. */
export interface ApiObject {
  /** Absent for what has no namespace. */
  readonly namespace?: string;
  readonly name: string;
  /** @default {} */
  readonly labels?: Readonly<Record<string, string>>;
}

/** The objects of a cluster by plural resource, as a listing writes it: `pods`, `nodes`, `deployments.apps`. */
export type ApiObjects = { readonly [resource: string]: readonly ApiObject[] | undefined };

/** The names that a list request gives, in the API server's order: by namespace, then by name. */
export function namesOf(
  objects: ApiObjects,
  resource: ApiResource,
  namespace: string | undefined,
  selector: readonly SelectorTerm[],
): readonly string[] {
  const key = resourceKey(resource);
  const all = (Object.hasOwn(objects, key) ? objects[key] : undefined) ?? [];
  return all
    .filter((object) => namespace === undefined || object.namespace === namespace)
    .filter(({ labels = {} }) => termsMatch(selector, labels))
    .sort((a, b) => compareText(a.namespace ?? '', b.namespace ?? '') || compareText(a.name, b.name))
    .map(({ name }) => name);
}
