const { spawnSync } = require('node:child_process');
const { existsSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const SIZES = [10, 100, 1000, 4000];
/** Beyond this, a plain App with a chart for each service takes minutes. */
const MOST_PLAIN = 1000;
const RUNS = 3;
/** Files go to memory where the system offers that: creating one costs the same on both sides, and on some disks more than all the rest. */
const OUTPUT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/**
 * Times `synth` for growing numbers of services over two clusters, from the first construct to the last file written, beside the
 * same services written with the L2 constructs of cdk8s-plus, in one App with a chart for each. Each run is a process of its own, so that its
 * memory is its own; loading the libraries is not timed. The time is what passes; that of the processor stands beside it, with the
 * threads that compile and collect garbage meanwhile. Linear growth shows as a constant time per service.
 *
 * @param {(line: string) => void} print takes each line of the result
 */
function run(print) {
  print(
    `synth: services over two clusters, best of ${RUNS} runs, written to ${OUTPUT}; memory is the largest resident set`,
  );
  print(
    'services      synth   per service  processor     memory   growth             plain cdk8s-plus: time, processor, memory   ratio',
  );
  let before;
  for (const services of SIZES) {
    const ours = best('foresail', services);
    const plain = services <= MOST_PLAIN ? best('plain', services) : undefined;
    const growth = before ? `x${(ours.ms / before.ms).toFixed(1)} for x${services / before.services}` : '';
    print(
      [
        String(services).padStart(8),
        `${ours.ms.toFixed(0)} ms`.padStart(10),
        `${((ours.ms * 1000) / services).toFixed(0)} us`.padStart(13),
        `${ours.processorMs.toFixed(0)} ms`.padStart(10),
        `${ours.mebibytes.toFixed(0)} MiB`.padStart(10),
        `  ${growth.padEnd(17)}`,
        (plain
          ? `${plain.ms.toFixed(0)} ms, ${plain.processorMs.toFixed(0)} ms, ${plain.mebibytes.toFixed(0)} MiB`
          : 'not run'
        ).padStart(42),
        (plain ? `${(plain.ms / ours.ms).toFixed(1)}x` : '').padStart(7),
      ].join(' '),
    );
    before = { services, ms: ours.ms };
  }
}

/** The fastest of several processes. */
function best(kind, services) {
  const runs = Array.from({ length: RUNS }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [__filename, kind, String(services)], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  });
  return runs.reduce((a, b) => (b.ms < a.ms ? b : a));
}

/** What a process of its own does. */
function measure(kind, services) {
  const outdir = mkdtempSync(join(OUTPUT, 'foresail-bench-'));
  try {
    const synth = kind === 'plain' ? plainSynth : foresailSynth;
    synth(2, mkdtempSync(join(outdir, 'warm-')));
    const usage = process.cpuUsage();
    const start = performance.now();
    synth(services, outdir);
    const ms = performance.now() - start;
    const { user, system } = process.cpuUsage(usage);
    const mebibytes = process.resourceUsage().maxRSS / 1024;
    process.stdout.write(JSON.stringify({ ms, processorMs: (user + system) / 1000, mebibytes }));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function foresailSynth(services, outdir) {
  const {
    Cluster,
    definePolicy,
    Gpu,
    GpuPool,
    MetricsPipeline,
    metrics,
    PolicyApp,
    ScalingPolicy,
  } = require('foresail');
  const app = new PolicyApp({ outdir });
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
  app.synth();
}

/** As `cdk8s init` begins: one App, and a chart for each service of each cluster. */
function plainSynth(services, outdir) {
  const { ApiObject, App, Chart, JsonPatch } = require('cdk8s');
  const plus = require('cdk8s-plus-28');
  const app = new App({ outdir });
  const clusters = ['east', 'west'];
  for (let index = 0; index < services; index++) {
    const name = `service-${index}`;
    const chart = new Chart(app, `${clusters[index % clusters.length]}-${name}`, {
      namespace: 'default',
      disableResourceNameHashes: true,
    });
    const deployment = new plus.Deployment(chart, 'deployment', {
      metadata: { name },
      containers: [{ name, image: 'registry.example.com/model:1', portNumber: 8000 }],
    });
    ApiObject.of(deployment).addJsonPatch(
      JsonPatch.add('/spec/template/spec/containers/0/resources/limits/nvidia.com~1gpu', '1'),
    );
    new plus.Service(chart, 'service', { metadata: { name }, selector: deployment, ports: [{ port: 8000 }] });
    new plus.HorizontalPodAutoscaler(chart, 'autoscaler', {
      metadata: { name },
      target: deployment,
      minReplicas: 1,
      maxReplicas: 10,
      metrics: [plus.Metric.pods({ name: 'DCGM_CUSTOM_PROCESS_SM_UTIL', target: plus.MetricTarget.averageValue(20) })],
    });
  }
  app.synth();
}

module.exports = { run };

if (require.main === module) measure(process.argv[2], Number(process.argv[3]));
