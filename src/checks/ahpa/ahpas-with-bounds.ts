import type { Ahpa } from '../../fleet/autoscaler';
import type { Fleet } from '../../fleet/fleet';

export function ahpasWithBounds(fleet: Fleet): readonly Ahpa[] {
  return fleet.ahpas.filter(({ reading }) => reading.instanceBounds.length > 0);
}
