import { boundsOf } from '../../fleet/ahpa-bounds';
import type { Ahpa } from '../../fleet/autoscaler';
import { asSentence } from '../admission-fault';
import { defineCheck, judged } from '../check';
import { ahpasWithBounds } from './ahpas-with-bounds';

/** Periods that end before they start, dates that are none, and bounds with a part missing. */
export const boundsPeriod = defineCheck<Ahpa>({
  id: 'ahpa/bounds-period',
  severity: 'error',
  title: 'a period of instanceBounds is inverted, incomplete or no date',
  subjects: ahpasWithBounds,
  run(ahpa, { fleet }) {
    const { parsed, pathOf } = boundsOf(ahpa, fleet.context);
    return judged(
      parsed.problems
        .filter(({ code }) => code === 'missing' || code === 'date-format' || code === 'inverted')
        .map(({ code, path, message, help }) => ({
          at: ahpa.manifest.at(pathOf(path)),
          message,
          help: asSentence(help),
          evidence: { code },
        })),
    );
  },
});
