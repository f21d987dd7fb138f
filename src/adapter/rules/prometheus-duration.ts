import type { LoadFault } from './load-error';

/** Units from the largest to the smallest, each at most once: the grammar of Prometheus' model.Duration. */
const DURATION =
  /^(?:([0-9]+)y)?(?:([0-9]+)w)?(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?(?:([0-9]+)ms)?$/;
const UNIT_MS = [31_536_000_000, 604_800_000, 86_400_000, 3_600_000, 60_000, 1000, 1];
/** Go counts a duration in 64-bit nanoseconds. */
const LONGEST_MS = 9_223_372_036_854;

/** Why a text is no duration; undefined where it is one. */
export function prometheusDurationFault(text: string): LoadFault | undefined {
  if (text === '0') return undefined;
  const match = text === '' ? null : DURATION.exec(text);
  const total = match?.slice(1).reduce((sum, count, index) => sum + Number(count ?? 0) * UNIT_MS[index]!, 0);
  if (total !== undefined && total <= LONGEST_MS) return undefined;
  return {
    code: 'L11',
    message: text === '' ? 'window is empty' : `"${text}" is no Prometheus duration`,
    help: 'write a number with a unit, such as 5m or 1h30m',
  };
}
