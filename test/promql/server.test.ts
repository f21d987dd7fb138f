import { evaluateInstant, evaluateRange } from '../../src/promql';
import { SeriesStore } from '../../src/series/series-store';
import { dataset } from '../reference/promql/dataset';
import { randomQuestions } from '../reference/promql/expressions';
import { compareRandomly } from '../reference/promql/fuzz';
import { installedVersion, startServer } from '../reference/promql/prometheus-server';
import { runsWith } from '../require-program';

const version = installedVersion();

(runsWith('prometheus') ? it : it.skip)(
  'random expressions get the answers of the Prometheus server that is installed',
  async () => {
    expect(version).toBeDefined();
    const server = await startServer();
    try {
      await server.write(dataset());
      const { asked, differences } = await compareRandomly({
        library: { evaluateInstant, evaluateRange, SeriesStore },
        ask: server.askAll,
        semantics: version!,
        questions: randomQuestions(2_026, 1_000, '2'),
      });
      expect(differences).toEqual([]);
      expect(asked).toBe(1_000);
    } finally {
      await server.close();
    }
  },
  60_000,
);
