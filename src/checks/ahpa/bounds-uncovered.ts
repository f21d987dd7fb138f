import type { BoundsStretch } from '../../autoscaling/ahpa/coverage';
import { calendarDay, DAY_MS, formatLocalTime, MINUTE_MS, shift } from '../../autoscaling/ahpa/local-time';
import { type AhpaBounds, boundsOf, coverageAt } from '../../fleet/ahpa-bounds';
import type { Ahpa } from '../../fleet/autoscaler';
import { defineCheck, type Fault, judged, notCheckable } from '../check';
import { ahpasWithBounds } from './ahpas-with-bounds';
import { clocksChange, dateText, type InZone, weekdayText, zonedTimes } from './zoned-times';

const MOST_GAPS_NAMED = 3;

/** Minutes in which no bound is active, so that the top-level replicas apply. */
export const boundsUncovered = defineCheck<Ahpa>({
  id: 'ahpa/bounds-uncovered',
  severity: 'warning',
  title: 'at some times no bound is active',
  subjects: ahpasWithBounds,
  run(ahpa, { fleet, now }) {
    const bounds = boundsOf(ahpa, fleet.context);
    if (!bounds.parsed.complete) return notCheckable('a part of instanceBounds could not be read');
    const stretches = coverageAt(bounds, now);
    if (!stretches) return notCheckable('there are more periods and bounds than can be judged');
    const uncovered = stretches.filter(({ uncoveredMinutes }) => uncoveredMinutes > 0);
    return judged(unlike(uncovered).map((stretch) => fault(ahpa, bounds, stretch)));
  },
});

/** Periods that follow each other often have the same gaps. */
function unlike(stretches: readonly BoundsStretch[]): readonly BoundsStretch[] {
  const first = new Map<string, BoundsStretch>();
  for (const stretch of stretches) {
    const key = `${stretch.uncoveredMinutes} of ${stretch.minutes}: ${localGaps(stretch)}`;
    if (!first.has(key)) first.set(key, stretch);
  }
  return [...first.values()];
}

function fault(ahpa: Ahpa, bounds: AhpaBounds, stretch: BoundsStretch): Fault {
  const { minutes, uncoveredMinutes, gapIsWeekend } = stretch;
  const { timeZone, timeZoneAssumed } = bounds;
  const percent = ((100 * uncoveredMinutes) / minutes).toFixed(2);
  const { minReplicas, maxReplicas } = ahpa.reading;
  return {
    at: ahpa.manifest.keyAt('/spec/instanceBounds'),
    message: `${timesOf(stretch, bounds, percent)}: there minReplicas ${minReplicas.value ?? '?'} and maxReplicas ${maxReplicas.value ?? '?'} apply`,
    help: gapIsWeekend
      ? 'Add a bound with cron "* * ? * SAT,SUN", or make the top-level replicas what weekends need.'
      : 'Add a bound for these times, or make the top-level replicas what they need.',
    evidence: {
      uncoveredMinutes,
      minutes,
      percent: Number(percent),
      weekend: gapIsWeekend,
      timeZone,
      timeZoneAssumed,
    },
  };
}

/** When no bound is active. */
function timesOf(stretch: BoundsStretch, bounds: AhpaBounds, percent: string): string {
  const { range, judged: how, minutes, uncoveredMinutes, gaps } = stretch;
  const times = zonedTimes(bounds, localGaps(stretch), (inZone) => gapsOf(stretch, inZone));
  if (uncoveredMinutes === minutes) return `for some time no bound is active at all (${times})`;
  if (how === 'every-minute') {
    const looked = `from ${formatLocalTime(range.from)} to ${formatLocalTime(shift(range.from, minutes * MINUTE_MS))}`;
    return `in ${percent} % of the time ${looked} no bound is active (${times})`;
  }
  const week = clocksChange(bounds, range) ? `, in the week from ${formatLocalTime(gaps[0]!.from).slice(0, 10)}` : '';
  return `in ${percent} % of the week no bound is active (${times}${week})`;
}

function localGaps(stretch: BoundsStretch): string {
  return isWeekend(stretch) ? 'all of Saturday and Sunday' : gapsOf(stretch, (time) => time);
}

function isWeekend({ gapIsWeekend, uncoveredMinutes, minutes }: BoundsStretch): boolean {
  return gapIsWeekend && uncoveredMinutes < minutes;
}

function gapsOf(stretch: BoundsStretch, inZone: InZone): string {
  const { range, judged: how, minutes, uncoveredMinutes, gaps } = stretch;
  const weekly = how === 'reference-week';
  if (uncoveredMinutes === minutes) {
    const end = weekly ? range.to : shift(range.from, minutes * MINUTE_MS);
    return `${dateText(inZone(range.from))} to ${dateText(inZone(end))}`;
  }
  // A reference week may begin within a weekend.
  const saturday = gaps.find(({ from }) => calendarDay(from).dayOfWeek === 6)?.from;
  if (isWeekend(stretch) && weekly && saturday !== undefined) {
    return `${weekdayText(inZone(saturday))} to ${weekdayText(inZone(shift(saturday, 2 * DAY_MS)))}`;
  }
  const timeText = weekly ? weekdayText : dateText;
  const texts = gaps.map(({ from, to }) => `${timeText(inZone(from))} to ${timeText(inZone(to))}`);
  const more = texts.length > MOST_GAPS_NAMED ? `, and ${texts.length - MOST_GAPS_NAMED} more gaps` : '';
  return texts.slice(0, MOST_GAPS_NAMED).join(', ') + more;
}
