import { isoText } from './iso-time';

/** A time as people and the Kubernetes API write it: in UTC, without fractions of a second where there are none. */
export function utcTime(ms: number): string {
  return isoText(ms).replace('.000Z', 'Z');
}
