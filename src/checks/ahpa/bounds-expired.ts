import { validityOf } from '../../autoscaling/ahpa/bounds';
import { formatLocalTime, type LocalTime } from '../../autoscaling/ahpa/local-time';
import { type AhpaBounds, boundsOf } from '../../fleet/ahpa-bounds';
import type { Ahpa } from '../../fleet/autoscaler';
import { defineCheck, type Fault, failed, notCheckable, passed } from '../check';
import { ahpasWithBounds } from './ahpas-with-bounds';
import { dateText, zonedTimes } from './zoned-times';

const DAY_MS = 86_400_000;
/** How long before its end a period is announced. */
const ANNOUNCED_DAYS = 90;
const UNREADABLE_PERIOD = 'a period of instanceBounds could not be read';

/** Bounds whose last period is over: then only the top-level replicas apply. The end is announced 90 days ahead. */
export const boundsExpired = defineCheck<Ahpa>({
  id: 'ahpa/bounds-expired',
  severity: 'error',
  title: 'every period of instanceBounds is over',
  subjects: ahpasWithBounds,
  run(ahpa, { fleet, now }) {
    const bounds = boundsOf(ahpa, fleet.context);
    const { periods } = bounds.parsed;
    const validity = validityOf(periods, now, bounds.timeZone);
    if (validity.state === 'none') return notCheckable('no period of instanceBounds could be read');
    if (validity.state === 'not-started') return passed;
    const ends = validityOf(periods, now + ANNOUNCED_DAYS * DAY_MS, bounds.timeZone).state === 'expired';
    if (!ends) return passed;
    // The one that could not be read may be the last.
    if (periods.length < ahpa.reading.instanceBounds.length) return notCheckable(UNREADABLE_PERIOD);
    return failed(fault(ahpa, bounds, validity.end, validity.state === 'expired' ? 'expired' : 'expiring'));
  },
});

function fault(ahpa: Ahpa, bounds: AhpaBounds, end: LocalTime, state: 'expired' | 'expiring'): Fault {
  const last = bounds.parsed.periods.find((period) => period.end === end)!;
  const until = formatLocalTime(end);
  const when = zonedTimes(bounds, dateText(end), (inZone) => dateText(inZone(end)));
  const { minReplicas, maxReplicas } = ahpa.reading;
  const fallback = `minReplicas ${minReplicas.value ?? '?'} and maxReplicas ${maxReplicas.value ?? '?'}`;
  return {
    at: ahpa.manifest.at(bounds.pathOf(`${last.path}/endTime`)),
    ...(state === 'expiring' && { severity: 'warning' as const }),
    message:
      state === 'expired'
        ? `the last period of instanceBounds has ended (${when}): since then only ${fallback} apply`
        : `the last period of instanceBounds ends within ${ANNOUNCED_DAYS} days (${when}): from then on only ${fallback} apply`,
    help: 'Set a later endTime, or remove instanceBounds.',
    evidence: { endTime: until, timeZone: bounds.timeZone, timeZoneAssumed: bounds.timeZoneAssumed },
  };
}
