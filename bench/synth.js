const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { performance } = require('node:perf_hooks');

const SIZES = [10, 100, 1000, 2000, 4000];
const RUNS = 3;

/**
 * Times `PolicyApp` for growing numbers of services over two clusters: compiling them, from the first construct to the
 * last text, and the same with writing a file for each. Linear growth shows as a constant compile time per service;
 * writing is the file system's time and varies with it.
 *
 * @param {(line: string) => void} print takes each line of the result
 */
function run(print) {
  timed(SIZES[0], compileOnly);
  print(`synth: services over two clusters, best of ${RUNS} runs`);
  print('services     compile   per service   growth              with writing');
  let before;
  for (const services of SIZES) {
    const compile = best(() => timed(services, compileOnly));
    const whole = best(() => timed(services, (app) => app.synth()));
    const growth = before ? `x${(compile / before.compile).toFixed(1)} for x${services / before.services}` : '';
    const perService = `${((compile * 1000) / services).toFixed(0)} us`;
    print(
      [
        String(services).padStart(8),
        `${compile.toFixed(0)} ms`.padStart(11),
        perService.padStart(13),
        `  ${growth.padEnd(18)}`,
        `${whole.toFixed(0)} ms`.padStart(12),
      ].join(' '),
    );
    before = { services, compile };
  }
}

const compileOnly = (app) => app.render();
const best = (measure) => Math.min(...Array.from({ length: RUNS }, measure));

/** Milliseconds from the first construct until `finish` is done. */
function timed(services, finish) {
  const { PolicyApp } = require('foresail');
  const outdir = mkdtempSync(join(tmpdir(), 'foresail-bench-'));
  try {
    const start = performance.now();
    const app = new PolicyApp({ outdir });
    addServices(app, services);
    finish(app);
    return performance.now() - start;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function addServices(app, services) {
  const { Cluster, definePolicy, Gpu, GpuPool, MetricsPipeline, metrics, ScalingPolicy } = require('foresail');
  const clusters = ['east', 'west'].map(
    (name) =>
      new Cluster(app, name, {
        kubernetes: '1.36',
        labelConvention: 'ack',
        metricsPipeline: MetricsPipeline.ackAdapter({ prometheusUrl: 'http://prometheus:9090' }),
        gpuPools: [GpuPool.dedicated('a10', { gpu: 'A10', count: 100_000 })],
      }),
  );
  for (let index = 0; index < services; index++) {
    const policy = definePolicy(`service-${index}`, {
      image: 'registry.example.com/model:1',
      port: 8000,
      gpu: Gpu.dedicated(1),
      scaling: ScalingPolicy.hpa({
        minReplicas: 1,
        maxReplicas: 10,
        metrics: [metrics.ack.processSmUtil.perPod(20)],
      }),
    });
    clusters[index % clusters.length].add(policy);
  }
}

module.exports = { run };
