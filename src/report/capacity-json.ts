import type { ClusterCapacity } from '../fleet/capacity-report';
import type { InputError } from '../source/input-error';
import { inputErrorJson } from './json';

/** What `foresail capacity --format json` prints. */
export function formatCapacityJson(clusters: readonly ClusterCapacity[], errors: readonly InputError[]): string {
  const report = { version: 1, clusters: clusters.map(jsonOf), inputErrors: errors.map(inputErrorJson) };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function jsonOf({ groups, ...cluster }: ClusterCapacity) {
  return {
    ...cluster,
    groups: groups.map(({ profile, available, until, peak, peakDuringRollout, shortage, ...group }) => ({
      ...group,
      profile: profile ?? null,
      available: available ?? null,
      until: until ?? null,
      peak: { demand: peak.demand, at: peak.at ?? null },
      peakDuringRollout: { demand: peakDuringRollout.demand, at: peakDuringRollout.at ?? null },
      shortage: shortage ?? null,
    })),
  };
}
