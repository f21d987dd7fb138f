/** Says on a workload, or on the HPA of one, how long a pod usually takes from its creation to Ready. */
export const EXPECTED_STARTUP_ANNOTATION = 'foresail.dev/expected-startup';

/** What the annotation holds, as the end of "must be ...". */
export const EXPECTED_STARTUP_RULE = 'whole hours, minutes and seconds above zero, such as "240s" or "4m30s"';

const TIMES = /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,9})s)?$/;

/** The annotation for a time to Ready. A part of a second counts as one. */
export function expectedStartupText(seconds: number): string {
  return `${Math.ceil(seconds)}s`;
}

/** The seconds that an annotation says; undefined where they cannot be read. */
export function expectedStartupSeconds(value: unknown): number | undefined {
  const [, hours, minutes, seconds] = (typeof value === 'string' && TIMES.exec(value)) || [];
  const total = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  return total > 0 ? total : undefined;
}
