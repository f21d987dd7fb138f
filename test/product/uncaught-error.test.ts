import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

const POLICY = `
const { Cluster, definePolicy, Gpu, GpuPool, MetricsPipeline, metrics, PolicyApp, ScalingPolicy } = require('foresail');
const app = new PolicyApp();
const cluster = (props = {}) =>
  new Cluster(app, 'prod', {
    kubernetes: '1.31',
    labelConvention: 'ack',
    metricsPipeline: MetricsPipeline.ackAdapter({ prometheusUrl: 'http://prometheus.monitoring:9090' }),
    gpuPools: [GpuPool.dedicated('a10', { gpu: 'A10', count: 16 })],
    ...props,
  });
const policy = (props = {}) =>
  definePolicy('bert', {
    image: 'registry.example.com/bert:1',
    port: 80,
    gpu: Gpu.dedicated(1),
    scaling: ScalingPolicy.hpa({ minReplicas: 1, maxReplicas: 4, metrics: [metrics.ack.processSmUtil.perPod(20)] }),
    ...props,
  });
`;

/** What Node writes when nobody catches the error of a program. */
function written(program: string): string {
  // Within the package, so that it finds `foresail` by name, as a user's program does.
  const folder = mkdtempSync(join(ROOT, 'build', 'uncaught-'));
  try {
    writeFileSync(join(folder, 'main.js'), `${POLICY}${program}`);
    const { status, stdout, stderr } = spawnSync(process.execPath, ['main.js'], { cwd: folder, encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    return stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const PORT =
  'port is 0, but must be an integer from 1 to 65535.\n  Write the port on which the container listens.  [port-range]';
const KEY = 'kubernetez is no property that is known here.\n  Did you mean "kubernetes"?  [property-unknown]';

describe('an error that nobody catches', () => {
  it.each([
    ['of a policy', 'cluster().add(policy({ port: 0 })); app.synth();', `[PolicyError: prod/bert: ${PORT}]`],
    [
      'of two policies',
      "cluster().add(policy({ port: 0 }), policy({ port: 0, namespace: 'x' })); app.synth();",
      `[PolicyErrors: 2 errors in the policies:\n\nprod/bert: ${PORT}\n\nprod/namespace x/bert: ${PORT}]`,
    ],
    ['of a cluster', "cluster({ kubernetez: '1.31' });", `[PolicyError: prod: ${KEY}]`],
    [
      'of a variant',
      'policy().with(null);',
      '[PolicyError: bert: with(...) is null, but must be an object of what changes.\n' +
        '  Write .with({ scaling: { maxReplicas: 4 } }), or leave with(...) out.  [value-type]]',
    ],
  ])('%s is the message alone, without a line of our code', (_, program, text) => {
    expect(written(program)).toBe(`${text}\n\nNode.js ${process.version}\n`);
  });
});
