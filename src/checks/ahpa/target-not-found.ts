import type { Ahpa } from '../../fleet/autoscaler';
import { defineCheck } from '../check';
import { judgeTarget } from '../scale-target';

export const targetNotFound = defineCheck<Ahpa>({
  id: 'ahpa/target-not-found',
  severity: 'error',
  title: 'the AHPA scales a workload that is not there',
  subjects: (fleet) => fleet.ahpas,
  run: (ahpa, { fleet }) => judgeTarget(ahpa, fleet),
});
