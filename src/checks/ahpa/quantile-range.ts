import { quantileProblems } from '../../autoscaling/ahpa/quantile-admission';
import type { Ahpa } from '../../fleet/autoscaler';
import { admissionFault } from '../admission-fault';
import { defineCheck, judged, notCheckable } from '../check';

export const quantileRange = defineCheck<Ahpa>({
  id: 'ahpa/quantile-range',
  severity: 'error',
  title: 'prediction.quantile is no whole percent from 2 to 99, or a low one',
  subjects: (fleet) => fleet.ahpas,
  run({ manifest, reading }) {
    if (reading.quantile.value === undefined) return notCheckable('prediction.quantile is missing or no number');
    return judged(quantileProblems(reading.quantile).map((problem) => admissionFault(manifest, problem)));
  },
});
