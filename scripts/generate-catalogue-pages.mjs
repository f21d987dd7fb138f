// Writes docs/metrics.md and docs/presets.md. Run after `npm run build`.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { metricsPage } from './catalogue-pages/metrics-page.js';
import { presetsPage } from './catalogue-pages/presets-page.js';

const require = createRequire(import.meta.url);
const { METRICS_BY_EXPORTER } = require('../lib/metrics/catalogue.js');
const { METRIC_PRESETS, UTILIZATION_PRESET } = require('../lib/metrics/presets.js');
const { BEHAVIOR_PRESETS } = require('../lib/metrics/behavior-presets.js');

const PAGES = {
  'metrics.md': metricsPage(METRICS_BY_EXPORTER),
  'presets.md': presetsPage({
    metricPresets: METRIC_PRESETS,
    utilizationPreset: UTILIZATION_PRESET,
    behaviorPresets: BEHAVIOR_PRESETS,
  }),
};

for (const [name, text] of Object.entries(PAGES)) {
  const path = fileURLToPath(new URL(`../docs/${name}`, import.meta.url));
  writeFileSync(path, text);
  console.log(`wrote ${path}`);
}
