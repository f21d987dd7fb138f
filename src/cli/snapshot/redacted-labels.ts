import { LABEL_CONVENTIONS, SERVICE_LABELS } from '../../metrics/label-convention';

/** What `pod`, `node` and `namespace` are called by the label conventions. A label in plain sight would undo the others. */
const ROLES = ['pod', 'node', 'namespace'] as const;

/** The labels to redact: each name, and where it is a role, every label that names such an object in some convention. */
export function redactedLabels(names: readonly string[]): readonly string[] {
  return [...new Set(names.flatMap((name) => [name, ...labelsOfRole(name)]))].sort();
}

function labelsOfRole(name: string): readonly string[] {
  const role = ROLES.find((candidate) => candidate === name);
  if (!role) return [];
  const conventions = [SERVICE_LABELS, ...Object.values(LABEL_CONVENTIONS)];
  const others =
    role === 'node' ? Object.values(LABEL_CONVENTIONS).flatMap(({ otherNodeLabels }) => otherNodeLabels) : [];
  return [...conventions.map((labels) => labels[role]), ...others];
}
