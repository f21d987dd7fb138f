/** The label that selects a service's pods. Its value is the service's name and never changes. */
export function selectorLabels(name: string): { readonly app: string } {
  return { app: name };
}

/** The label of every object that we write. */
export const MANAGED_LABELS = { 'app.kubernetes.io/managed-by': 'foresail' } as const;

/** The labels of a service's pods that its Service must not select. */
export function groupLabels(name: string): { readonly [label: string]: string } {
  return { 'app.kubernetes.io/name': name, ...MANAGED_LABELS };
}

/** The labels of every object of a service. */
export function standardLabels(name: string): { readonly [label: string]: string } {
  return { ...selectorLabels(name), ...groupLabels(name) };
}
