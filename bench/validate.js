/**
 * `foresail validate` over a large cluster: its parts, and how they grow with the number of services, of rules and of samples. The
 * last line is the command itself, with everything at its largest.
 */

const { spawnSync } = require('node:child_process');
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { performance } = require('node:perf_hooks');

const MAIN = join(__dirname, '..', 'lib', 'cli', 'main.js');
const END = Date.UTC(2026, 10, 20);
const INTERVAL = 30_000;
const RULES_PER_METRIC = 1;
const PODS_PER_SERVICE = 2;
const LARGEST = { services: 1000, rules: 200, samples: 2_000_000 };
const SMALLER = [
  { services: 100, rules: 20, samples: 200_000 },
  { services: 1000, rules: 20, samples: 200_000 },
  { services: 1000, rules: 200, samples: 200_000 },
];

const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** A name as Kubernetes makes them. */
function nameOf(service, pod) {
  let left = service * PODS_PER_SERVICE + pod;
  let end = '';
  for (let at = 0; at < 5; at++) {
    end += LETTERS[left % LETTERS.length];
    left = Math.floor(left / LETTERS.length);
  }
  return `service-${service}-6c5d8b9f47-${end}`;
}

/** One metric for each rule; every pod has a series of some metrics, so that all samples together are as many as asked for. */
function snapshotOf({ services, rules, samples }) {
  const metrics = Math.ceil(rules / RULES_PER_METRIC);
  const pods = services * PODS_PER_SERVICE;
  const perPod = Math.max(1, Math.floor(metrics / 20));
  const length = Math.max(20, Math.floor(samples / (pods * perPod)));
  const timestamps = Float64Array.from({ length }, (_, at) => END - (length - 1 - at) * INTERVAL);
  const series = [];
  for (let service = 0; service < services; service++) {
    for (let pod = 0; pod < PODS_PER_SERVICE; pod++) {
      for (let at = 0; at < perPod; at++) {
        const metric = (service + at * 17) % metrics;
        const values = timestamps.map((_, index) => ((index * 7 + service * 13 + pod * 5) % 41) + (index % 3) / 4);
        series.push({
          labels: {
            __name__: `load_${metric}`,
            namespace: `team-${service % 20}`,
            pod: nameOf(service, pod),
            job: 'servers',
          },
          timestamps,
          values,
        });
      }
    }
  }
  return {
    header: {
      source: { kind: 'synthetic', prometheusVersion: '3.14.0' },
      capturedAt: END,
      start: END - (length - 1) * INTERVAL,
      end: END,
      scrapeIntervalMs: INTERVAL,
      selectors: ['{__name__=~".+"}'],
      staleness: 'exact',
      resolution: 'raw',
      synthetic: true,
    },
    metadata: [],
    series,
  };
}

function adapterConfig({ rules }) {
  const entries = Array.from(
    { length: rules },
    (_, rule) => `  - seriesQuery: load_${rule}{pod!=""}
    resources:
      overrides:
        namespace: {resource: namespace}
        pod: {resource: pod}
    metricsQuery: ${rule % 2 === 0 ? 'avg' : 'sum'}(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)
`,
  );
  return `rules:\n${entries.join('')}`;
}

function manifests({ rules }, service) {
  const name = `service-${service}`;
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: team-${service % 20}
spec:
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
        - name: server
          image: registry.example/server:1
          resources:
            limits: {nvidia.com/gpu: "1"}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: ${name}
  namespace: team-${service % 20}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${name}}
  minReplicas: 1
  maxReplicas: 8
  metrics:
    - type: Pods
      pods:
        metric: {name: load_${service % rules}}
        target: {type: AverageValue, averageValue: "20"}
`;
}

/** Times the parts in this process: reading the manifests, reading the snapshot, all checks. */
function measure(size) {
  const { readFleets, validate } = require('foresail/validate');
  const { readSnapshot, writeSnapshot } = require('foresail/snapshot');
  const bytes = writeSnapshot(snapshotOf(size));
  const files = [
    { name: 'adapter.yaml', text: adapterConfig(size) },
    ...Array.from({ length: size.services }, (_, service) => ({
      name: `${service}.yaml`,
      text: manifests(size, service),
    })),
  ];
  const times = [performance.now()];
  const { fleets } = readFleets(files);
  times.push(performance.now());
  const snapshot = { file: 'bench', snapshot: readSnapshot(bytes) };
  times.push(performance.now());
  const report = validate(fleets, { snapshots: new Map([[fleets[0].context.name, snapshot]]), now: END });
  times.push(performance.now());
  return { manifests: times[1] - times[0], snapshot: times[2] - times[1], checks: times[3] - times[2], report };
}

/** Times the command as users run it. */
function runCommand(size) {
  const { writeSnapshot } = require('foresail/snapshot');
  const folder = mkdtempSync(join(tmpdir(), 'foresail-bench-'));
  try {
    writeFileSync(join(folder, 'adapter.yaml'), adapterConfig(size));
    for (let service = 0; service < size.services; service++) {
      writeFileSync(join(folder, `${service}.yaml`), manifests(size, service));
    }
    writeFileSync(join(folder, 'bench.promsnap.gz'), writeSnapshot(snapshotOf(size)));
    const start = performance.now();
    const { status, stdout } = spawnSync(
      process.execPath,
      [MAIN, 'validate', '.', '--snapshot', 'bench.promsnap.gz', '--now', '2026-11-20'],
      { cwd: folder, encoding: 'utf8', maxBuffer: 1e9 },
    );
    return { time: performance.now() - start, status, last: stdout.trim().split('\n').at(-1) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {(line: string) => void} print takes each line of the result
 */
function run(print) {
  print('validate: one cluster, one Deployment and one HPA a service');
  print('services  rules    samples   manifests    snapshot      checks       total');
  measure(SMALLER[0]);
  for (const size of [...SMALLER, LARGEST]) {
    const { manifests: read, snapshot, checks } = measure(size);
    const ms = (time) => `${time.toFixed(0)} ms`.padStart(11);
    print(
      `${String(size.services).padStart(8)} ${String(size.rules).padStart(6)} ${String(size.samples).padStart(10)} ${[read, snapshot, checks, read + snapshot + checks].map(ms).join(' ')}`,
    );
  }
  const { time, status, last } = runCommand(LARGEST);
  print(`the command with the largest of these: ${(time / 1000).toFixed(2)} s, exit code ${status}: ${last}`);
}

module.exports = { run };
