import { hpaAdmissionProblems } from '../../autoscaling/hpa/admission';
import type { Hpa } from '../../fleet/autoscaler';
import { admissionFault } from '../admission-fault';
import { defineCheck, judged, notCheckable } from '../check';

export const minGreaterThanMax = defineCheck<Hpa>({
  id: 'hpa/min-greater-than-max',
  severity: 'error',
  title: 'minReplicas is greater than maxReplicas',
  subjects: (fleet) => fleet.hpas,
  run({ manifest, reading }, { fleet }) {
    if (reading.maxReplicas.value === undefined) return notCheckable('maxReplicas cannot be read');
    const problems = hpaAdmissionProblems(reading, { minor: fleet.context.kubernetes });
    return judged(
      problems
        .filter(({ code }) => code === 'min-greater-than-max')
        .map((problem) => admissionFault(manifest, problem)),
    );
  },
});
