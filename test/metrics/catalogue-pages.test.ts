import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BEHAVIOR_PRESETS } from '../../src/metrics/behavior-presets';
import { METRICS_BY_EXPORTER } from '../../src/metrics/catalogue';
import { METRIC_PRESETS, UTILIZATION_PRESET } from '../../src/metrics/presets';

const repository = resolve(__dirname, '..', '..');
const script = (name: string) => require(join(repository, 'scripts', 'catalogue-pages', name));
const written = (page: string) => readFileSync(join(repository, 'docs', page), 'utf8');

describe('the pages on the catalogue are what `npm run docs` writes:', () => {
  it('docs/metrics.md', () => {
    expect(written('metrics.md')).toBe(script('metrics-page').metricsPage(METRICS_BY_EXPORTER));
  });

  it('docs/presets.md', () => {
    const presets = {
      metricPresets: METRIC_PRESETS,
      utilizationPreset: UTILIZATION_PRESET,
      behaviorPresets: BEHAVIOR_PRESETS,
    };
    expect(written('presets.md')).toBe(script('presets-page').presetsPage(presets));
  });
});
