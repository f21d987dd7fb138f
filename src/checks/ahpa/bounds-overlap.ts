import type { BoundsOverlap } from '../../autoscaling/ahpa/coverage';
import { formatLocalTime } from '../../autoscaling/ahpa/local-time';
import { type AhpaBounds, boundsOf, coverageAt } from '../../fleet/ahpa-bounds';
import type { Ahpa } from '../../fleet/autoscaler';
import { locationText } from '../../source/location-text';
import { defineCheck, type Fault, judged, notCheckable } from '../check';
import { ahpasWithBounds } from './ahpas-with-bounds';
import { dateText, zonedTimes } from './zoned-times';

/** Two bounds active in one minute with different replicas: nothing says which of them AHPA takes. */
export const boundsOverlap = defineCheck<Ahpa>({
  id: 'ahpa/bounds-overlap',
  severity: 'error',
  title: 'two bounds are active at one time and differ',
  subjects: ahpasWithBounds,
  run(ahpa, { fleet, now }) {
    const bounds = boundsOf(ahpa, fleet.context);
    const stretches = coverageAt(bounds, now);
    if (!stretches) return notCheckable('there are more periods and bounds than can be judged');
    const overlaps = stretches.flatMap(({ overlap }) => overlap ?? []);
    // The same two bounds may clash in several stretches of time.
    const pairs = new Map<string, BoundsOverlap>();
    for (const overlap of overlaps) {
      const pair = `${overlap.first.path} ${overlap.other.path}`;
      if (!pairs.has(pair)) pairs.set(pair, overlap);
    }
    const faults = [...pairs.values()].map((overlap) => fault(ahpa, bounds, overlap));
    if (faults.length === 0 && !bounds.parsed.complete)
      return notCheckable('a part of instanceBounds could not be read');
    return judged(faults);
  },
});

function fault(ahpa: Ahpa, bounds: AhpaBounds, { at, first, other }: BoundsOverlap): Fault {
  const place = ahpa.manifest.at(bounds.pathOf(`${first.path}/cron`));
  const when = zonedTimes(bounds, dateText(at), (inZone) => dateText(inZone(at)));
  return {
    at: ahpa.manifest.at(bounds.pathOf(`${other.path}/cron`)),
    message: `two bounds are active at one time (${when}): ${first.minReplicas} to ${first.maxReplicas} replicas (${locationText(place)}) and ${other.minReplicas} to ${other.maxReplicas}; which of them AHPA takes is not documented`,
    help: 'Make the cron expressions disjoint. Ranges include their end: 0-8 lasts until 08:59.',
    evidence: {
      at: formatLocalTime(at),
      timeZone: bounds.timeZone,
      timeZoneAssumed: bounds.timeZoneAssumed,
      first: first.cron.text,
      other: other.cron.text,
    },
  };
}
