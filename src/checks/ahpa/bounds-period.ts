import { INSTANCE_BOUNDS_PATH } from '../../autoscaling/ahpa/read-ahpa';
import { boundsOf } from '../../fleet/ahpa-bounds';
import type { Ahpa } from '../../fleet/autoscaler';
import { asSentence } from '../../source/as-sentence';
import { defineCheck, type Fault, judged } from '../check';

/** Periods that end before they start, dates that are none, and periods or bounds with a part missing or of another shape. */
export const boundsPeriod = defineCheck<Ahpa>({
  id: 'ahpa/bounds-period',
  severity: 'error',
  title: 'a period of instanceBounds is inverted, incomplete or no date',
  subjects: (fleet) => fleet.ahpas.filter(({ manifest }) => manifest.has(INSTANCE_BOUNDS_PATH)),
  run(ahpa, { fleet }) {
    const { parsed, pathOf } = boundsOf(ahpa, fleet.context);
    const faults = parsed.problems
      .filter(({ code }) => code === 'missing' || code === 'date-format' || code === 'inverted')
      .map(({ code, path, message, help }) => {
        const at = ahpa.manifest.at(pathOf(path));
        const written = ahpa.manifest.valueAt(pathOf(path)) ?? undefined;
        if (code !== 'missing' || written === undefined)
          return { at, message, help: asSentence(help), evidence: { code } };
        // Something of another type stands there.
        const name = path.slice(path.lastIndexOf('/') + 1);
        const wanted = asSentence(help.replace(/^add /, 'write '));
        return { at, message: `${name} is ${JSON.stringify(written)}`, help: wanted, evidence: { code: 'wrong-type' } };
      });
    return judged([...faults, ...listFaults(ahpa)]);
  },
});

/** What should be a list and is none would be read as empty. */
function listFaults({ manifest, reading }: Ahpa): readonly Fault[] {
  const periods = manifest.valueAt(INSTANCE_BOUNDS_PATH) ?? [];
  if (!Array.isArray(periods)) {
    const help = 'Begin each period with "- ".';
    const message = 'instanceBounds is no list of periods, so none of it can be read';
    return [{ at: manifest.keyAt(INSTANCE_BOUNDS_PATH), message, help, evidence: { code: 'wrong-type' } }];
  }
  return reading.instanceBounds.flatMap(({ path }): readonly Fault[] => {
    const bounds = manifest.valueAt(`${path}/bounds`) ?? undefined;
    if (Array.isArray(bounds)) return [];
    const at = manifest.keyAt(`${path}/bounds`);
    return bounds === undefined
      ? [
          {
            at,
            message: 'bounds is missing',
            help: 'Add the list of bounds of this period.',
            evidence: { code: 'missing' },
          },
        ]
      : [
          {
            at,
            message: 'bounds is no list, so none of it can be read',
            help: 'Begin each bound with "- ".',
            evidence: { code: 'wrong-type' },
          },
        ];
  });
}
