import { hpaAdmissionProblems } from '../../autoscaling/hpa/admission';
import { missingParts } from '../../autoscaling/missing-parts';
import { ReadObject } from '../../autoscaling/read-field';
import type { Hpa } from '../../fleet/autoscaler';
import { admissionFault } from '../admission-fault';
import { defineCheck, judged, notCheckable } from '../check';

/** What the API server refuses although the shape is right. Minimum over maximum has a check of its own. */
export const admission = defineCheck<Hpa>({
  id: 'hpa/admission',
  severity: 'error',
  title: 'the API server refuses the HPA although its shape is right',
  subjects: (fleet) => fleet.hpas,
  run({ manifest, reading }, { fleet: { context } }) {
    const [missing] = missingParts(new ReadObject(manifest.json, ''), manifest.object.kind);
    if (missing) return judged([{ at: manifest.at(missing.path), message: missing.message, help: missing.help }]);
    // Scale to zero is on from 1.37 on, which is newer than the newest known minor.
    const gates = context.newerThanKnown ? { scaleToZero: true } : {};
    const problems = hpaAdmissionProblems(reading, { minor: context.kubernetes, ...gates });
    const faults = problems
      // The object's name is judged with every other object's by manifest/schema.
      .filter(({ code }) => code !== 'min-greater-than-max' && code !== 'name-invalid')
      .map((problem) => admissionFault(manifest, problem));
    if (faults.length === 0 && reading.maxReplicas.value === undefined)
      return notCheckable('maxReplicas cannot be read');
    return judged(faults);
  },
});
