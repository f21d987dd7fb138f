import { ahpaAdmissionProblems } from '../../autoscaling/ahpa/admission';
import type { Ahpa } from '../../fleet/autoscaler';
import { admissionFault } from '../admission-fault';
import { defineCheck, judged } from '../check';

/** Values and fields that AHPA does not take. Where only our reconstruction of the shape says so, it is a warning. */
export const admission = defineCheck<Ahpa>({
  id: 'ahpa/admission',
  severity: 'error',
  title: 'AHPA does not take a field or a value',
  subjects: (fleet) => fleet.ahpas,
  run: ({ manifest, reading }) =>
    judged(
      ahpaAdmissionProblems(reading)
        .filter(({ code }) => code !== 'min-greater-than-max' && !code.startsWith('quantile-'))
        .map((problem) => admissionFault(manifest, problem)),
    ),
});
