/** The Kubernetes minors that Foresail has facts about, oldest first. */
export const KUBERNETES_MINORS = [
  '1.16',
  '1.17',
  '1.18',
  '1.19',
  '1.20',
  '1.21',
  '1.22',
  '1.23',
  '1.24',
  '1.25',
  '1.26',
  '1.27',
  '1.28',
  '1.29',
  '1.30',
  '1.31',
  '1.32',
  '1.33',
  '1.34',
  '1.35',
  '1.36',
] as const;

/** A Kubernetes minor in the range that Foresail knows. */
export type KubernetesMinor = (typeof KUBERNETES_MINORS)[number];

/** A minor that may lie outside the range, such as the last one that served an API removed long ago. */
export type AnyMinor = `1.${number}`;

export const OLDEST_MINOR: KubernetesMinor = KUBERNETES_MINORS[0];
export const NEWEST_MINOR: KubernetesMinor = '1.36';

/** Whether a text names a minor in the range, written `1.28` without `v` and without a patch number. */
export function isKubernetesMinor(text: string): text is KubernetesMinor {
  return (KUBERNETES_MINORS as readonly string[]).includes(text);
}

/** Orders minors by number, so that 1.9 comes before 1.10. Negative: `a` is older; 0: the same; positive: `a` is newer. */
export function compareMinors(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}

/** Whether a minor is the given one or newer. */
export function atLeast(minor: string, floor: string): boolean {
  return compareMinors(minor, floor) >= 0;
}
