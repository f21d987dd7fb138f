import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { stringify } from 'yaml';
import { ahpa, deployment, hpa, period, yamlOf } from '../checks/sample-manifests';
import { inEmptyFolder, run, runJson, write } from './run';

const SCHEMA = join(__dirname, '..', '..', 'docs', 'schemas', 'capacity.schema.json');
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(SCHEMA, 'utf8')),
);

inEmptyFolder();

const target = (name: string) => ({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name } });
const OFFICE_HOURS = ahpa({
  name: 'day',
  spec: {
    ...target('day'),
    maxReplicas: 2,
    instanceBounds: [
      period([
        ['30-59 8 ? * MON-FRI', 4, 8],
        ['* 9-17 ? * MON-FRI', 4, 8],
      ]),
    ],
  },
});

function writeCluster(facts: object, ...objects: readonly object[]): void {
  write({
    'foresail.yaml': stringify({ clusters: [{ name: 'prod', paths: ['m'], ...facts }] }),
    'm/objects.yaml': yamlOf(...objects),
  });
}

const A10 = { name: 'a10', gpu: 'A10', allocation: 'dedicated', count: 8, max: 12 };
const T4 = { name: 't4', gpu: 'T4', allocation: 'shared', count: 2, memoryGiB: 15 };

describe('foresail capacity', () => {
  it('prints nothing but the mistake where there is nothing to count', async () => {
    expect(await run('capacity')).toEqual({
      code: 2,
      out: '',
      err: 'error: dist does not exist\n  Give files or folders with manifests, or - for standard input. dist is written by cdk8s synth.\n',
    });
    expect((await run('capacity elsewhere')).err).not.toContain('cdk8s synth');
  });

  it('draws a matrix of floor and ceiling for each kind of GPU', async () => {
    const parts = deployment({ name: 'parts', spec: { replicas: 3 }, limits: { 'aliyun.com/gpu-mem': 4 } });
    writeCluster(
      { gpuPools: [A10, T4, { ...A10, name: 'h100', gpu: 'H100', allocation: 'mig' }], ahpaTimeZone: 'Europe/Berlin' },
      deployment({ name: 'day' }),
      OFFICE_HOURS,
      deployment(),
      hpa(),
      parts,
    );
    expect(await run('capacity m')).toEqual({
      code: 0,
      err: '',
      out: `prod: floor and ceiling of all services, by the hour
  times in Europe/Berlin

  A10 dedicated GPUs, pool a10: 8, may grow to 12
               00-08  08-09  09-18  18-24
    Mon-Fri      2-6   2-12   5-12    2-6
    Sat-Sun      2-6    2-6    2-6    2-6
    until 2030-01-01 00:00; then the hours change
    at most 12 of 12 GPUs (first on Mon 08:30)
    Deployment default/day: 1-8 x 1 = at most 8, by a schedule
    Deployment default/bert: 1-4 x 1 = at most 4

  T4 shared in GiB, pool t4: 30
               00-24
    Mon-Sun       12
    at most 12 of 30 GiB; 16 during a rollout
    Deployment default/parts: 3 x 4 = at most 12

  no service asks for pool h100
`,
    });
  });

  it('tells by the pool what pods ask for as nvidia.com/gpu', async () => {
    const onPool = (name: string, nodeSelector: object) =>
      deployment({
        name,
        spec: {
          replicas: 3,
          template: {
            metadata: { labels: { app: name } },
            spec: {
              nodeSelector,
              containers: [{ name: 'server', image: 'a', resources: { limits: { 'nvidia.com/gpu': 1 } } }],
            },
          },
        },
      });
    const partition = { 'cloud.google.com/gke-gpu-partition-size': '1g.5gb' };
    const slices = { name: 'slices', gpu: 'A100', allocation: 'mig', count: 14, profile: '1g.5gb' };
    const pools = [
      { ...A10, nodeSelector: { pool: 'a10' } },
      { ...slices, resource: 'nvidia.com/gpu', nodeSelector: partition },
    ];
    writeCluster({ gpuPools: pools }, onPool('cards', { pool: 'a10' }), onPool('parts', partition));
    const { out } = await run('capacity m');
    const [cards, parts] = out.split('\n\n').slice(1);
    expect(cards).toContain('A10 dedicated GPUs, pool a10: 8, may grow to 12');
    expect(cards).toContain('Deployment default/cards: 3 x 1 = at most 3');
    expect(parts).toContain('A100 mig 1g.5gb in slices, pool slices: 14');
    expect(parts).toContain('Deployment default/parts: 3 x 1 = at most 3');
    expect(out).not.toContain('no service asks for');
  });

  it('keeps within 100 columns where every hour differs', async () => {
    const hours = Array.from({ length: 24 }, (_, hour) => [`* ${hour} ? * *`, 100 + hour, 200 + hour] as const);
    writeCluster(
      {},
      deployment({ name: 'day' }),
      ahpa({ name: 'day', spec: { ...target('day'), instanceBounds: [period(hours)] } }),
    );
    const { out } = await run('capacity m');
    expect(out).toContain('times in Asia/Shanghai (assumed: ahpaTimeZone is not declared)');
    expect(out).toContain('the GPU pools are not declared, so nothing tells whether this fits');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(out.match(/\d{2}-\d{2}(?= |\n)/g)).toEqual(expect.arrayContaining(['00-01', '23-24']));
  });

  it('gives every hour in JSON, by its schema', async () => {
    writeCluster({ gpuPools: [A10] }, deployment({ name: 'day' }), OFFICE_HOURS);
    const { code, report } = await runJson('capacity m');
    validate(report);
    expect(validate.errors ?? []).toEqual([]);
    const [group] = report.clusters[0].groups;
    expect([code, group.floor[0][9], group.ceiling[0][9], group.ceiling[5][9]]).toEqual([0, 4, 8, 2]);
    expect([group.peak, group.until]).toEqual([{ demand: 8, at: 'Mon 08:30' }, '2030-01-01 00:00']);
  });

  it('counts from a time on', async () => {
    writeCluster({ gpuPools: [A10] }, deployment({ name: 'day' }), OFFICE_HOURS);
    const { report } = await runJson('capacity m --now 2031-01-01T00:00:00Z');
    expect(report.clusters[0].groups[0]).toMatchObject({ peak: { demand: 2, at: null }, until: null });
  });

  const parts = (replicas: number, gibibytes: number, core: number) =>
    deployment({
      spec: { replicas },
      limits: { 'aliyun.com/gpu-mem': gibibytes, 'aliyun.com/gpu-core.percentage': core },
    });
  const outgrown = ahpa({ spec: { maxReplicas: 40, instanceBounds: [period([['* * ? * *', 1, 2]])] } });

  it.each<[string, object, readonly object[], string, object]>([
    [
      'a pod larger than a card',
      T4,
      [parts(1, 16, 10)],
      'a pod of Deployment default/bert asks for 16 GiB, and a card has 15 at most, TOO MUCH',
      { is: 'card', workload: 'Deployment default/bert', needed: 16, available: 15 },
    ],
    [
      'too much compute',
      T4,
      [parts(4, 1, 60)],
      'at most 240 of 200 % of the compute of a card, TOO MUCH',
      { is: 'compute', needed: 240, available: 200 },
    ],
    [
      'parts of which a card holds one',
      T4,
      [parts(3, 10, 10)],
      'at most 3 pods of 10 GiB or more, and the cards hold 2 of them, TOO MANY',
      { is: 'parts', memoryGiB: 10, corePercent: 0, needed: 3, available: 2 },
    ],
    [
      'parts that may not fit',
      T4,
      [parts(4, 6, 10), { ...parts(1, 5, 10), metadata: { name: 'other' } }],
      'no way was found to give each pod its part on one card',
      { is: 'unproven' },
    ],
    [
      'a service that the pool cannot hold without its schedule',
      A10,
      [deployment(), outgrown],
      'Deployment default/bert alone at most 40 of 12 GPUs once its schedule has ended, TOO MANY',
      { is: 'alone', workload: 'Deployment default/bert', needed: 40, available: 12 },
    ],
  ])('says what the sum does not show: %s', async (_, pool, objects, line, shortage) => {
    writeCluster({ gpuPools: [pool] }, ...objects);
    expect((await run('capacity m')).out).toContain(`    ${line}\n`);
    const { report } = await runJson('capacity m');
    validate(report);
    expect(validate.errors ?? []).toEqual([]);
    expect(report.clusters[0].groups[0].shortage).toEqual(shortage);
  });

  it('lists what is not counted', async () => {
    const template = {
      spec: { containers: [{ name: 'a', image: 'a', resources: { limits: { 'nvidia.com/gpu': 1 } } }] },
    };
    const other = (apiVersion: string, kind: string, name: string) => ({
      apiVersion,
      kind,
      metadata: { name, namespace: 'ml' },
      spec: { template },
    });
    const rollout = other('argoproj.io/v1alpha1', 'Rollout', 'chat');
    writeCluster({ gpuPools: [A10, T4] }, deployment(), rollout, other('batch/v1', 'Job', 'tune'));
    const { out } = await run('capacity m');
    expect(out).toContain('    at most 1 of 12 GPUs, beside what is not counted; 2 during a rollout\n');
    expect(out).toContain(`
  not counted, because it is not modelled: Rollout ml/chat (nvidia.com/gpu)
  not counted, because it is not modelled: Job ml/tune (nvidia.com/gpu)

  nothing that is counted asks for pool t4
`);
    const { report } = await runJson('capacity m');
    validate(report);
    expect(validate.errors ?? []).toEqual([]);
    expect(report.clusters[0].uncounted).toEqual([
      { object: 'Rollout ml/chat', resources: ['nvidia.com/gpu'] },
      { object: 'Job ml/tune', resources: ['nvidia.com/gpu'] },
    ]);
    expect(report.clusters[0].groups[0].uncounted).toEqual(['Rollout ml/chat', 'Job ml/tune']);
    writeCluster({ gpuPools: [A10] }, rollout, deployment({ limits: { cpu: 1 } }));
    expect((await run('capacity m')).out).toContain('  nothing that is counted asks for a GPU\n');
  });

  it('keeps vendors apart, and says which pools may be of one', async () => {
    writeCluster(
      {
        gpuPools: [
          { ...A10, gpu: 'MI300X' },
          { ...A10, name: 'new', gpu: 'Ponte Vecchio' },
        ],
      },
      deployment({ limits: { 'amd.com/gpu': 2 } }),
      deployment({ name: 'other', limits: { 'gpu.intel.com/i915': 1 } }),
    );
    const { out } = await run('capacity m');
    expect(out).toContain('\n  MI300X dedicated AMD GPUs, pool a10: 8, may grow to 12\n');
    expect(out).toContain('\n  dedicated Intel GPUs: pool new may hold them, and does not say so\n');
    expect(out).toContain('    at most 1 GPUs; 2 during a rollout\n    Deployment default/other');
    expect(out).not.toContain('no service asks for');
    const { report } = await runJson('capacity m');
    validate(report);
    expect(validate.errors ?? []).toEqual([]);
    const groups = report.clusters[0].groups as readonly { vendor: string; silentPools: readonly string[] }[];
    expect(groups.map(({ vendor, silentPools }) => [vendor, silentPools])).toEqual([
      ['AMD', []],
      ['Intel', ['new']],
    ]);
  });

  it('says which pools are spot', async () => {
    writeCluster({ gpuPools: [A10, { ...A10, name: 'cheap', count: 4, max: 4, spot: true }] }, deployment());
    expect((await run('capacity m')).out).toContain(
      '  A10 dedicated GPUs, pools a10 (8, may grow to 12), cheap (4; spot): 12, may grow to 16\n',
    );
    const { report } = await runJson('capacity m');
    validate(report);
    expect(validate.errors ?? []).toEqual([]);
    expect(report.clusters[0].groups[0].pools.map(({ spot }: { spot: boolean }) => spot)).toEqual([false, true]);
    writeCluster({ gpuPools: [{ ...A10, spot: true }] }, deployment());
    expect((await run('capacity m')).out).toContain('  A10 dedicated GPUs, pool a10 (spot): 8, may grow to 12\n');
  });

  it('says what it cannot read, and exits with 2 for a path that is not there', async () => {
    writeCluster({}, deployment({ spec: { replicas: 'two' } }));
    expect((await run('capacity m')).out).toContain(
      'Deployment default/bert: its replicas or GPUs cannot be read, and are left out',
    );
    const { code, err } = await run('capacity m nowhere --cluster pord');
    expect([code, err]).toEqual([2, expect.stringContaining('there is no cluster "pord"')]);
  });
});
