const UNITS = [
  ['y', 365 * 86_400_000],
  ['w', 7 * 86_400_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

/** Prometheus keeps durations as nanoseconds in 63 bits. */
export const LONGEST_DURATION_MS = 2 ** 63 / 1e6;

/**
 * Milliseconds of a text such as `1h30m`. Each unit at most once, longest first, as Prometheus demands;
 * undefined for anything else.
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?$/.exec(text);
  if (!match || text === '') return undefined;
  return UNITS.reduce((total, [, milliseconds], at) => total + Number(match[at + 1] ?? 0) * milliseconds, 0);
}

/** The shortest text of a duration in whole milliseconds. Years and weeks only where nothing is left over, as Prometheus prints them. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds === 0) return '0s';
  let rest = Math.abs(milliseconds);
  let text = '';
  for (const [unit, size] of UNITS) {
    const exactOnly = unit === 'y' || unit === 'w';
    if (exactOnly && rest % size !== 0) continue;
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return milliseconds < 0 ? `-${text}` : text;
}
