import type { BoundsStretch, LocalRange } from '../../autoscaling/ahpa/coverage';
import { calendarDay, formatLocalTime, MINUTE_MS, shift } from '../../autoscaling/ahpa/local-time';
import { boundsOf, coverageAt } from '../../fleet/ahpa-bounds';
import type { Ahpa } from '../../fleet/autoscaler';
import { defineCheck, type Fault, judged, notCheckable } from '../check';
import { ahpasWithBounds } from './ahpas-with-bounds';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
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
    const faults = uncovered.map((stretch) => fault(ahpa, stretch));
    // Periods that follow each other often have the same gaps.
    return judged([...new Map(faults.map((one) => [one.message, one])).values()]);
  },
});

function fault(ahpa: Ahpa, stretch: BoundsStretch): Fault {
  const { minutes, uncoveredMinutes, gapIsWeekend } = stretch;
  const percent = ((100 * uncoveredMinutes) / minutes).toFixed(2);
  const { minReplicas, maxReplicas } = ahpa.reading;
  return {
    at: ahpa.manifest.keyAt('/spec/instanceBounds'),
    message: `${timesOf(stretch, percent)}: there minReplicas ${minReplicas.value ?? '?'} and maxReplicas ${maxReplicas.value ?? '?'} apply`,
    help: gapIsWeekend
      ? 'Add a bound with cron "* * ? * SAT,SUN", or make the top-level replicas what weekends need.'
      : 'Add a bound for these times, or make the top-level replicas what they need.',
    evidence: { uncoveredMinutes, minutes, percent: Number(percent), weekend: gapIsWeekend },
  };
}

/** When no bound is active. */
function timesOf(
  { range, judged: how, minutes, uncoveredMinutes, gaps, gapIsWeekend }: BoundsStretch,
  percent: string,
) {
  const weekly = how === 'reference-week';
  const end = weekly || uncoveredMinutes === minutes ? range.to : shift(range.from, minutes * MINUTE_MS);
  const stretch = `from ${formatLocalTime(range.from)} to ${formatLocalTime(end)}`;
  if (uncoveredMinutes === minutes) return `${stretch} no bound is active`;
  const named = gapIsWeekend ? 'all of Saturday and Sunday' : gapText(gaps, how);
  return `in ${percent} % of the ${weekly ? 'week' : `time ${stretch}`} no bound is active (${named})`;
}

function gapText(gaps: readonly LocalRange[], how: BoundsStretch['judged']): string {
  const named = gaps.slice(0, MOST_GAPS_NAMED).map(({ from, to }) => `${timeText(from, how)} to ${timeText(to, how)}`);
  const more = gaps.length > MOST_GAPS_NAMED ? `, and ${gaps.length - MOST_GAPS_NAMED} more gaps` : '';
  return named.join(', ') + more;
}

function timeText(time: LocalRange['from'], how: BoundsStretch['judged']): string {
  const text = formatLocalTime(time).slice(0, 16);
  return how === 'reference-week' ? `${DAYS[calendarDay(time).dayOfWeek]} ${text.slice(11)}` : text;
}
