import { targetMismatchOf } from '../../autoscaling/hpa/target-mismatch';
import type { AutoscalerMetric } from '../../fleet/autoscaler';
import { asSentence } from '../../source/as-sentence';
import { defineCheck, failed, notCheckable, passed } from '../check';

/** A target type that does not fit its source, or names another field than the one that is set. The API server takes both. */
export const targetTypeMismatch = defineCheck<AutoscalerMetric>({
  id: 'hpa/target-type-mismatch',
  severity: 'warning',
  title: "a target's type does not say what the controller does",
  subjects: (fleet) => fleet.hpas.flatMap(({ metrics }) => metrics),
  run({ autoscaler, reading }) {
    const mismatch = targetMismatchOf(reading);
    if (!mismatch) return reading.source ? passed : notCheckable("the metric's type cannot be read");
    return failed({
      at: autoscaler.manifest.at(mismatch.path),
      severity: mismatch.fails ? 'error' : 'warning',
      message: `${reading.name.value ?? 'a metric'}: ${mismatch.message}`,
      help: asSentence(mismatch.help),
      evidence: { written: mismatch.written, expected: mismatch.expected },
    });
  },
});
