import { DAY_MS, parseLocalTime } from '../../autoscaling/ahpa/local-time';
import type { GuardRailsProps } from './guard-rails';
import type { RailFault } from './rail-fault';

/** AHPA needs that much of a metric for a forecast. Source: ACK, "AHPA overview". */
const LEAST_OBSERVED_DAYS = 7;

/** What counts of an AHPA's scaling. */
export interface ObservedScaling {
  readonly scaleStrategy: string;
  readonly observed?: { readonly from: string; readonly until: string } | undefined;
}

/** AHPA that acts although nothing says that it observed for long enough. */
export function observerFaults(
  { scaleStrategy, observed }: ObservedScaling,
  { observerBeforeAuto }: GuardRailsProps,
): readonly RailFault[] {
  if (!observerBeforeAuto || scaleStrategy === 'observer') return [];
  const days = observedDays(observed);
  if (days >= LEAST_OBSERVED_DAYS) return [];
  return [
    {
      rail: 'observerBeforeAuto',
      property: 'scaling.observed',
      summary: `scaling.scaleStrategy is "${scaleStrategy}", and ${days === 0 ? 'nothing says that AHPA observed first' : `AHPA observed for ${days} days only`}.`,
      help: `Run it with scaleStrategy 'observer' for ${LEAST_OBSERVED_DAYS} days, compare, and write observed: { from, until }`,
    },
  ];
}

function observedDays(observed: ObservedScaling['observed']): number {
  const [from, until] = [observed?.from, observed?.until].map((day) => parseLocalTime(`${day} 00:00:00`));
  if (from === undefined || until === undefined || until <= from) return 0;
  return (until - from) / DAY_MS;
}
