import { ahpaAdmissionProblems } from '../../autoscaling/ahpa/admission';
import { boundsOf } from '../../fleet/ahpa-bounds';
import type { Ahpa } from '../../fleet/autoscaler';
import { admissionFault } from '../admission-fault';
import { defineCheck, judged, notCheckable } from '../check';

/** At the top level, and in each bound. */
export const minGreaterThanMax = defineCheck<Ahpa>({
  id: 'ahpa/min-greater-than-max',
  severity: 'error',
  title: 'minReplicas is greater than maxReplicas',
  subjects: (fleet) => fleet.ahpas,
  run(ahpa, { fleet }) {
    const { parsed, pathOf } = boundsOf(ahpa, fleet.context);
    const problems = [
      ...ahpaAdmissionProblems(ahpa.reading),
      ...parsed.problems.map(({ code, path, message, help }) => ({ code, path: pathOf(path), message, help })),
    ];
    const faults = problems
      .filter(({ code }) => code === 'min-greater-than-max')
      .map((problem) => admissionFault(ahpa.manifest, problem));
    const { minReplicas, maxReplicas } = ahpa.reading;
    const readable = minReplicas.value !== undefined && maxReplicas.value !== undefined;
    if (faults.length === 0 && !readable) return notCheckable('minReplicas or maxReplicas cannot be read');
    return judged(faults);
  },
});
