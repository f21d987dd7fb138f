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

/** A minor, or the version of a cluster as the cluster prints it: `1.34`, `v1.34.2`, `v1.34.2-aliyun.1`. */
const VERSION = /^v?(1\.[1-9]\d{0,2})(?:[.+-][\w.+-]*)?$/;

/** A newer minor is judged by the newest facts; undefined for an older one, and for what is no version. */
export function judgedMinor(text: string): JudgedMinor | undefined {
  const minor = VERSION.exec(text)?.[1];
  if (minor === undefined) return undefined;
  if (isKubernetesMinor(minor)) return { kubernetes: minor };
  return compareMinors(minor, NEWEST_MINOR) > 0 ? { kubernetes: NEWEST_MINOR, newerThanKnown: minor } : undefined;
}
