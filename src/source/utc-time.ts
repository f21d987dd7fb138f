/** A time as people and the Kubernetes API write it: in UTC, without fractions of a second where there are none. */
export function utcTime(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
