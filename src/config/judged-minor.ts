import {
  compareMinors,
  isKubernetesMinor,
  type KubernetesMinor,
  NEWEST_MINOR,
  OLDEST_MINOR,
} from '../kubernetes/minor';

/** The minor whose facts are used for a cluster. */
export interface JudgedMinor {
  readonly kubernetes: KubernetesMinor;
  /** The minor that was asked for, where it is newer than the newest known one. */
  readonly newerThanKnown?: string;
}

/** What is allowed, for messages. */
export const JUDGED_MINORS = `a Kubernetes minor from ${OLDEST_MINOR} on, such as "1.28"; ${NEWEST_MINOR} is the newest whose facts are known`;

/** A newer minor is judged by the newest facts; undefined for an older one, and for what is no minor. */
export function judgedMinor(text: string): JudgedMinor | undefined {
  if (isKubernetesMinor(text)) return { kubernetes: text };
  const isNewer = /^1\.[1-9]\d{0,2}$/.test(text) && compareMinors(text, NEWEST_MINOR) > 0;
  return isNewer ? { kubernetes: NEWEST_MINOR, newerThanKnown: text } : undefined;
}
