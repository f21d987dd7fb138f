import type { Hpa } from '../../fleet/autoscaler';
import { defineCheck } from '../check';
import { judgeTarget } from '../scale-target';

export const targetNotFound = defineCheck<Hpa>({
  id: 'hpa/target-not-found',
  severity: 'error',
  title: 'the HPA scales a workload that is not there',
  subjects: (fleet) => fleet.hpas,
  run: (hpa, { fleet }) => judgeTarget(hpa, fleet),
});
