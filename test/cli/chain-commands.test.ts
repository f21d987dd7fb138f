import { writeSnapshot } from 'foresail/snapshot';
import { DEPLOYMENT, hpaYaml, PODS_METRIC, SEED_RULE, SM_UTIL, utilization } from '../fleet/chain/small-cluster';
import { inEmptyFolder, run, write } from './run';

inEmptyFolder();

/** 2026-11-21T00:00:00Z, the end of the snapshot. */
const END = Date.UTC(2026, 10, 21);
const LISTING = '/apis/custom.metrics.k8s.io/v1beta1';
const PODS = `${LISTING}/namespaces/default/pods/*/${SM_UTIL}`;

/** One pod at 23 in the last hour, at 10 in the first half of it. */
function snapshot(): Uint8Array {
  const timestamps = Array.from({ length: 61 }, (_, index) => END - (60 - index) * 60_000);
  const values = timestamps.map((time) => (time < END - 1_800_000 ? 10 : 23));
  const [, labels = ''] = /\{(.*)\}/.exec(utilization('f7zwr', 0)) ?? [];
  const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]);
  const series = [{ labels: { __name__: SM_UTIL, ...Object.fromEntries(pairs) }, timestamps, values }];
  return writeSnapshot({
    header: {
      source: { kind: 'synthetic', prometheusVersion: '2.42.0' },
      capturedAt: END,
      start: END - 3_600_000,
      end: END,
      staleness: 'exact',
      resolution: 'raw',
      selectors: ['{__name__=~".+"}'],
    },
    series,
  });
}

const files = () => ({
  'm/hpa.yaml': hpaYaml(PODS_METRIC),
  'm/bert.yaml': DEPLOYMENT,
  'rules.yaml': SEED_RULE,
  's.promsnap': snapshot(),
});
const statusOf = (out: string) => {
  const { kind, code, message } = JSON.parse(out);
  return [kind, code, message];
};

describe('foresail get --raw', () => {
  beforeEach(() => write(files()));

  it('answers at the end of the snapshot, and says so', async () => {
    const { code, out, err } = await run(`get --raw ${PODS} m rules.yaml --snapshot s.promsnap`);
    expect([code, JSON.parse(out).items[0].value]).toEqual([0, '23']);
    expect(err).toContain('assumed: time: 2026-11-21T00:00:00Z, the end of s.promsnap\n');
    expect(err).toContain('nothing tells which adapter it is (--dialect)');
    expect(out.endsWith('}\n')).toBe(true);
  });

  it.each(['1795216800', '2026-11-20T23:20:00Z', '2026-11-20T23:20:00.000Z', '2026-11-21T07:20:00+08:00'])(
    'answers at the time %s',
    async (at) => {
      const { out, err } = await run(`get --raw ${PODS} m rules.yaml --snapshot s.promsnap --at ${at}`);
      expect(JSON.parse(out).items[0].value).toBe('10');
      expect(err).not.toContain('assumed: time');
    },
  );

  it('answers at a time that no calendar has', async () => {
    const { code, out } = await run(`get --raw ${PODS} m rules.yaml --snapshot s.promsnap --at 8900000000000`);
    expect([code, statusOf(out)[1]]).toEqual([1, 404]);
    const explained = await run('explain gpu-hpa m rules.yaml --snapshot s.promsnap --at 8900000000000');
    expect(explained.out).toContain('at 8900000000000000 ms in s.promsnap');
  });

  it('says that no object has the labels that are asked for', async () => {
    const { code, out, err } = await run(
      `get --raw ${PODS}?labelSelector=app%3Dnone m rules.yaml --snapshot s.promsnap`,
    );
    expect([code, statusOf(out)[1]]).toEqual([1, 404]);
    expect(err).toContain('because: no pod in the namespace default has the labels app=none\n');
    const elsewhere = PODS.replace('/default/', '/other/');
    const nobody = await run(`get --raw ${elsewhere} m rules.yaml --snapshot s.promsnap`);
    expect(nobody.err).toContain('because: no pod in the namespace other is known\n');
  });

  it('exits 1 with a Status, and says what the adapter would log', async () => {
    const { code, out, err } = await run(
      `get --raw ${LISTING}/namespaces/default/pods/x/none rules.yaml --snapshot s.promsnap`,
    );
    expect([code, ...statusOf(out)]).toEqual([1, 'Status', 404, 'the server could not find the metric none for pods']);
    expect(err).toContain('because: the metric is not listed\n');
  });

  it('says why a query fails', async () => {
    write({ 'rules.yaml': SEED_RULE.replace('avg(', 'scalar(').replace(' by (<<.GroupBy>>)', '') });
    const { out, err } = await run(`get --raw ${PODS} m rules.yaml --snapshot s.promsnap`);
    expect(statusOf(out)[1]).toBe(500);
    expect(err).toContain('because: the result is a scalar, not an instant vector: scalar(');
  });

  it('says that the adapter does not start, or that a refused query hides all', async () => {
    write({ 'rules.yaml': `${SEED_RULE}  metricQuery: x\n` });
    const broken = await run(`get --raw ${LISTING} rules.yaml --snapshot s.promsnap`);
    expect([broken.code, statusOf(broken.out)[1]]).toEqual([1, 503]);
    expect(broken.err).toContain('assumed: adapter: 1 load errors');
    write({ 'rules.yaml': `${SEED_RULE}- {seriesQuery: sum(x), metricsQuery: x}\n` });
    const hidden = await run(`get --raw ${LISTING} rules.yaml --snapshot s.promsnap`);
    expect(JSON.parse(hidden.out).resources).toEqual([]);
    expect(hidden.err).toContain('Prometheus refuses the seriesQuery of rules[1], so nothing is listed');
  });

  it('reads rules from standard input', async () => {
    const { code, out } = await run(`get --raw ${LISTING} - --snapshot s.promsnap`, SEED_RULE);
    expect([code, JSON.parse(out).resources.length]).toEqual([0, 3]);
  });

  it.each<[string, string]>([
    ['get rules.yaml --snapshot s.promsnap', "required option '--raw <api-path>' not specified"],
    ['get --raw apis rules.yaml --snapshot s.promsnap', '--raw apis is no path'],
    [`get --raw ${LISTING} rules.yaml`, 'there is no snapshot to answer from'],
    [`get --raw ${LISTING} m --snapshot s.promsnap`, 'no adapter rules are among the files'],
    [`get --raw ${LISTING} rules.yaml --snapshot rules.yaml`, 'rules.yaml'],
    [`get --raw ${LISTING} rules.yaml --snapshot none`, 'none'],
    [`get --raw ${LISTING} nowhere --snapshot s.promsnap`, 'nowhere does not exist'],
    [
      `get --raw ${LISTING} rules.yaml --snapshot s.promsnap --at yesterday`,
      'It must be Unix seconds or an ISO 8601 date',
    ],
    [`get --raw ${LISTING} rules.yaml --snapshot s.promsnap --cluster prod`, 'there is no cluster "prod"'],
    [`get --raw ${LISTING} rules.yaml --snapshot s.promsnap -n Not_A_Name`, 'It must be at most 63 characters'],
  ])('exits 2: %s', async (line, expected) => {
    const { code, out, err } = await run(line);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(expected);
  });

  it('does not choose between two adapters', async () => {
    write({ 'more.yaml': SEED_RULE });
    const { code, err } = await run(`get --raw ${LISTING} rules.yaml more.yaml --snapshot s.promsnap`);
    expect(code).toBe(2);
    expect(err).toContain('2 adapter configurations are among the files: more.yaml:1, rules.yaml:1');
  });

  it('answers all the same where another file cannot be read, and exits 2', async () => {
    write({ 'broken.yaml': 'a: [' });
    const { code, out, err } = await run(`get --raw ${LISTING} rules.yaml broken.yaml --snapshot s.promsnap`);
    expect([code, JSON.parse(out).resources.length]).toEqual([2, 3]);
    expect(err).toContain('broken.yaml');
  });
});

describe('foresail explain', () => {
  beforeEach(() => write(files()));

  it.each(['gpu-hpa', 'bert'])('finds the autoscaler by %s', async (name) => {
    const { code, out } = await run(`explain ${name} m rules.yaml --snapshot s.promsnap`);
    expect(code).toBe(0);
    expect(out).toContain('1 replica -> 2 (minReplicas 1, maxReplicas 10)');
  });

  it('takes the name as reports write it, with its namespace', async () => {
    const own = await run('explain bert m rules.yaml --snapshot s.promsnap');
    const written = await run('explain default/bert m rules.yaml --snapshot s.promsnap');
    expect(own.code).toBe(0);
    expect(written.out).toBe(own.out);
    expect((await run('explain other/bert m rules.yaml --snapshot s.promsnap')).code).toBe(2);
  });

  it('exits 1 where the chain breaks, and 0 where it cannot be told', async () => {
    expect((await run('explain gpu-hpa m rules.yaml')).code).toBe(0);
    write({ 'm/hpa.yaml': hpaYaml(PODS_METRIC.replace(SM_UTIL, 'none')) });
    expect((await run('explain gpu-hpa m rules.yaml --snapshot s.promsnap')).code).toBe(1);
  });

  it('asks for the namespace where two have the name', async () => {
    write({ 'm/other.yaml': hpaYaml(PODS_METRIC).replace('namespace: default', 'namespace: other') });
    const { code, err } = await run('explain gpu-hpa m rules.yaml');
    expect([code, err]).toEqual([2, expect.stringContaining('"gpu-hpa" is in the namespaces default, other')]);
    const { out } = await run('explain gpu-hpa m rules.yaml -n other');
    expect(out).toContain('HorizontalPodAutoscaler other/gpu-hpa');
    expect(out).not.toContain('HorizontalPodAutoscaler default/gpu-hpa');
  });

  it.each([
    ['explain gpu-hp m', 'did you mean "gpu-hpa"?'],
    ['explain gpu-hpa rules.yaml', 'No autoscaler is among the files.'],
    ['explain gpu-hpa m -n prod', 'in the namespace prod'],
    ['explain', "missing required argument 'name'"],
    ['explain gpu-hpa m --format xml', 'Allowed choices are text, json'],
  ])('exits 2: %s', async (line, expected) => {
    const { code, err } = await run(line);
    expect([code, err]).toEqual([2, expect.stringContaining(expected)]);
  });
});

describe('foresail query', () => {
  beforeEach(() => write({ 's.promsnap': snapshot() }));
  const resultOf = (out: string) => JSON.parse(out).data;

  it('evaluates at the end of the snapshot, or at a time', async () => {
    const end = await run(`query ${SM_UTIL} --snapshot s.promsnap`);
    expect(resultOf(end.out).result[0].value).toEqual([END / 1000, '23']);
    const before = await run(`query ${SM_UTIL} --snapshot s.promsnap --time 2026-11-20T23:20:30Z`);
    expect(resultOf(before.out).result[0].value).toEqual([END / 1000 - 2370, '10']);
  });

  it.each(['60', '60s', '1m'])('evaluates a range with the step %s', async (step) => {
    const { out } = await run(`query vector(1) --snapshot s.promsnap --start ${END / 1000 - 120} --step ${step}`);
    expect(resultOf(out).result[0].values.map(([time]: [number]) => time - END / 1000)).toEqual([-120, -60, 0]);
  });

  it('answers an error as the API does, and exits 1', async () => {
    const { code, out } = await run('query sum( --snapshot s.promsnap');
    expect([code, JSON.parse(out)]).toMatchObject([
      1,
      { status: 'error', errorType: 'bad_data', error: expect.stringMatching(/^1:4: parse error: /) },
    ]);
  });

  it.each([
    ['query up', "required option '--snapshot <file>' not specified"],
    ['query up --snapshot s.promsnap --start 1 --end 2', 'a range needs --start and --step'],
    ['query up --snapshot s.promsnap --time 1 --start 1 --step 1', '--time does not go with a range'],
    ['query up --snapshot s.promsnap --start 5 --end 2 --step 1', 'the end of the range is before its start'],
    ['query up --snapshot s.promsnap --start 5 --step 0', 'It must be a length of time'],
    ['query up --snapshot s.promsnap --semantics new', '--semantics'],
    ['query up --snapshot none', 'none'],
  ])('exits 2: %s', async (line, expected) => {
    const { code, out, err } = await run(line);
    expect([code, out, err]).toEqual([2, '', expect.stringContaining(expected)]);
  });
});

describe('a time outside of the recording', () => {
  const HELD = 'note: s.promsnap holds 2026-11-20T23:00:00Z to 2026-11-21T00:00:00Z, and';
  const range = (start: string, end: string) =>
    `query ${SM_UTIL} --snapshot s.promsnap --start ${start} --end ${end} --step 60`;
  beforeEach(() => write(files()));

  it.each([
    [
      `get --raw ${LISTING} m rules.yaml --snapshot s.promsnap --at 2026-11-21T09:00:00Z`,
      '2026-11-21T09:00:00Z is after',
    ],
    [`explain gpu-hpa m rules.yaml --snapshot s.promsnap --at 2026-11-20T22:59:59Z`, '2026-11-20T22:59:59Z is before'],
    [`query ${SM_UTIL} --snapshot s.promsnap --time 2026-11-21T09:00:00Z`, '2026-11-21T09:00:00Z is after'],
    [`query 1 --snapshot s.promsnap --time 8900000000000`, '8900000000000000 ms is after'],
    [range('2026-11-21T01:00:00Z', '2026-11-21T02:00:00Z'), '2026-11-21T01:00:00Z is after'],
    [range('2026-11-20T01:00:00Z', '2026-11-20T02:00:00Z'), '2026-11-20T02:00:00Z is before'],
  ])('is said on standard error: %s', async (line, outside) => {
    expect((await run(line)).err).toContain(`${HELD} ${outside}`);
  });

  it.each([
    `get --raw ${LISTING} m rules.yaml --snapshot s.promsnap --at 2026-11-21T00:00:00Z`,
    `explain gpu-hpa m rules.yaml --snapshot s.promsnap --at 2026-11-20T23:00:00Z`,
    `query ${SM_UTIL} --snapshot s.promsnap`,
    range('2026-11-20T01:00:00Z', '2026-11-22T02:00:00Z'),
  ])('is not meant where a part of it is inside: %s', async (line) => {
    expect((await run(line)).err).not.toContain('note:');
  });
});

describe('foresail query of a series that is not in the snapshot', () => {
  beforeEach(() => write(files()));

  it.each([
    [
      SM_UTIL.replace('SM', 'SN'),
      `note: no series in s.promsnap is named ${SM_UTIL.replace('SM', 'SN')}; did you mean "${SM_UTIL}"?\n`,
    ],
    ['{__name__="zzzzzz"}', 'note: no series in s.promsnap is named zzzzzz\n'],
    [`sum(rate(zzzzzz[5m]))or(zzzzzz)`, 'note: no series in s.promsnap is named zzzzzz\n'],
    [SM_UTIL, ''],
    ['{__name__=~"z+"}', ''],
    ['sum(', ''],
  ])('%s', async (expression, expected) => {
    const { err, out } = await run(`query ${expression} --snapshot s.promsnap`);
    expect(err).toBe(expected);
    expect(() => JSON.parse(out)).not.toThrow();
  });
});
