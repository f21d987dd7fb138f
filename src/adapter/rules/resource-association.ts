import { type ApiResource, findResource } from '../../kubernetes/resource-table';
import type { LabelTemplate } from './label-template';

/** A resource that two labels of one rule are mapped to. */
export interface DuplicateOverride {
  readonly resource: ApiResource;
  readonly labels: readonly string[];
}

/** Which label names which resource, in one rule. */
export class ResourceAssociation {
  /** More than one label for a resource: which of them queries use is random at each start of the adapter. */
  public readonly duplicates: readonly DuplicateOverride[];

  public constructor(
    /** In the order of the file. */
    public readonly overrides: ReadonlyMap<string, ApiResource>,
    public readonly template: LabelTemplate | undefined,
    private readonly table: readonly ApiResource[],
  ) {
    this.duplicates = duplicatesOf(overrides);
  }

  /** The resource that a label of a series names: by an override, else by the template where such a resource exists. */
  public resourceOf(label: string): ApiResource | undefined {
    const override = this.overrides.get(label);
    if (override) return override;
    const named = this.template?.groupResourceOf(label);
    return named && findResource(named, this.table);
  }

  /** The one label that queries and results use for a resource: the override (of several the last), else the template. */
  public labelOf(resource: ApiResource): string | undefined {
    let found: string | undefined;
    for (const [label, mapped] of this.overrides) if (isSameResource(mapped, resource)) found = label;
    return found ?? this.template?.labelOf(resource);
  }

  /** Every resource that the labels of a series name, without repetition. */
  public resourcesOf(labels: Iterable<string>): readonly ApiResource[] {
    const found = new Map<string, ApiResource>();
    for (const label of labels) {
      const resource = this.resourceOf(label);
      if (resource) found.set(resourceKey(resource), resource);
    }
    return [...found.values()];
  }
}

/** `deployments.apps`, or `pods` in the core group: the key of a resource, and its form in a listing. */
export function resourceKey({ group, resource }: Pick<ApiResource, 'group' | 'resource'>): string {
  return group === '' ? resource : `${resource}.${group}`;
}

export function isSameResource(a: ApiResource, b: ApiResource): boolean {
  return a.group === b.group && a.resource === b.resource;
}

function duplicatesOf(overrides: ReadonlyMap<string, ApiResource>): readonly DuplicateOverride[] {
  const byResource = new Map<string, { resource: ApiResource; labels: string[] }>();
  for (const [label, resource] of overrides) {
    const entry = byResource.get(resourceKey(resource));
    if (entry) entry.labels.push(label);
    else byResource.set(resourceKey(resource), { resource, labels: [label] });
  }
  return [...byResource.values()].filter(({ labels }) => labels.length > 1);
}
