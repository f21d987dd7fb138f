import type { AhpaBound } from './model';

export const MINUTES_OF_DAY = 1440;
export const MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY;

/** A floor and a ceiling from a minute on, until the next one. */
export interface WeekStep {
  /** Of a week that begins on Monday at 00:00. */
  readonly minute: number;
  readonly minReplicas: number;
  readonly maxReplicas: number;
}

/** Cron counts Sunday as 0, so no range may cross it. */
const DAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];

/** The same steps, later by some minutes; the week is a circle. */
export function shiftWeek(steps: readonly WeekStep[], byMinutes: number): readonly WeekStep[] {
  const shifted = steps.map((step) => ({
    ...step,
    minute: (((step.minute + byMinutes) % MINUTES_OF_WEEK) + MINUTES_OF_WEEK) % MINUTES_OF_WEEK,
  }));
  return startingOnMonday(shifted.sort((a, b) => a.minute - b.minute));
}

/** At each minute the greater floor and the greater ceiling of two weeks. */
export function greaterOf(a: readonly WeekStep[], b: readonly WeekStep[]): readonly WeekStep[] {
  const minutes = [...new Set([...a, ...b].map(({ minute }) => minute))].sort((x, y) => x - y);
  return minutes.map((minute) => {
    const [one, other] = [stepAt(a, minute), stepAt(b, minute)];
    return {
      minute,
      minReplicas: Math.max(one.minReplicas, other.minReplicas),
      maxReplicas: Math.max(one.maxReplicas, other.maxReplicas),
    };
  });
}

/** The step that holds at a minute. */
export function stepAt(steps: readonly WeekStep[], minute: number): WeekStep {
  return steps.findLast((step) => step.minute <= minute) ?? steps.at(-1)!;
}

/** The bounds that give exactly these steps: each minute of the week is in one of them. Days share what they have alike. */
export function boundsOfWeek(steps: readonly WeekStep[]): readonly AhpaBound[] {
  const whole = startingOnMonday(steps);
  const bounds = new Map<string, Omit<AhpaBound, 'cron'> & { readonly time: string; readonly days: string[] }>();
  DAYS.forEach((day, index) => {
    const ofDay = stepsOfDay(whole, index);
    ofDay.forEach(({ minute, minReplicas, maxReplicas }, at) => {
      for (const time of hoursAndMinutes(minute, ofDay[at + 1]?.minute ?? MINUTES_OF_DAY)) {
        const key = [time, minReplicas, maxReplicas].join(' ');
        const bound = bounds.get(key);
        if (bound) bound.days.push(day);
        else bounds.set(key, { time, minReplicas, maxReplicas, days: [day] });
      }
    });
  });
  return [...bounds.values()].map(({ time, days, ...replicas }) => ({
    cron: `${time} ? * ${daysText(days)}`,
    ...replicas,
  }));
}

/** What holds on Monday at 00:00 began the week before. */
function startingOnMonday(steps: readonly WeekStep[]): readonly WeekStep[] {
  return steps[0]!.minute === 0 ? steps : [{ ...steps.at(-1)!, minute: 0 }, ...steps];
}

/** The steps of one day, from its minute 0 on. Steps that change nothing are left out. */
function stepsOfDay(steps: readonly WeekStep[], day: number): readonly WeekStep[] {
  const start = day * MINUTES_OF_DAY;
  const within = steps.filter(({ minute }) => minute > start && minute < start + MINUTES_OF_DAY);
  const all = [{ ...stepAt(steps, start), minute: start }, ...within];
  return all
    .filter((step, index) => index === 0 || !isSame(step, all[index - 1]!))
    .map((step) => ({ ...step, minute: step.minute - start }));
}

function isSame(a: WeekStep, b: WeekStep): boolean {
  return a.minReplicas === b.minReplicas && a.maxReplicas === b.maxReplicas;
}

/** `MON-FRI`, `SAT,SUN`, `MON-THU,SUN` or `*`. */
function daysText(days: readonly string[]): string {
  if (days.length === DAYS.length) return '*';
  const runs: string[][] = [];
  for (const day of days) {
    const last = runs.at(-1);
    const follows = last && DAYS.indexOf(day) === DAYS.indexOf(last.at(-1)!) + 1;
    if (follows && day !== 'SUN') last.push(day);
    else runs.push([day]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]}-${run.at(-1)}` : run.join(','))).join(',');
}

/** The cron fields for minute and hour of `[start, end)`: up to three, where it begins or ends within an hour. */
function hoursAndMinutes(start: number, end: number): readonly string[] {
  const firstFull = Math.ceil(start / 60);
  const endFull = Math.floor(end / 60);
  if (firstFull > endFull) return [`${range(start % 60, (end - 1) % 60, 59)} ${endFull}`];
  return [
    ...(start % 60 === 0 ? [] : [`${range(start % 60, 59, 59)} ${firstFull - 1}`]),
    ...(firstFull === endFull ? [] : [`* ${range(firstFull, endFull - 1, 23)}`]),
    ...(end % 60 === 0 ? [] : [`${range(0, (end % 60) - 1, 59)} ${endFull}`]),
  ];
}

/** An inclusive cron range; `*` where it is the whole field. */
function range(from: number, to: number, last: number): string {
  if (from === 0 && to === last) return '*';
  return from === to ? `${from}` : `${from}-${to}`;
}
