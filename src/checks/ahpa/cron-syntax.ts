import { boundsOf } from '../../fleet/ahpa-bounds';
import type { Ahpa } from '../../fleet/autoscaler';
import { asSentence } from '../../source/as-sentence';
import { defineCheck, type Fault, judged } from '../check';
import { ahpasWithBounds } from './ahpas-with-bounds';

/** Cron expressions outside of the dialect of instanceBounds: five fields, no wrap-around. */
export const cronSyntax = defineCheck<Ahpa>({
  id: 'ahpa/cron-syntax',
  severity: 'error',
  title: 'a cron expression is not in the dialect of instanceBounds',
  subjects: ahpasWithBounds,
  run(ahpa, { fleet }) {
    const { parsed, pathOf } = boundsOf(ahpa, fleet.context);
    return judged(
      parsed.problems.flatMap(({ path, cron }): readonly Fault[] =>
        cron
          ? [
              {
                at: ahpa.manifest.within(pathOf(path), cron.start, cron.end),
                message: cron.message,
                help: asSentence(cron.help),
                evidence: { code: cron.code },
              },
            ]
          : [],
      ),
    );
  },
});
