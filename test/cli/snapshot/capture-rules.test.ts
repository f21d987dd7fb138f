import { readSnapshot } from '../../../src/snapshot/read-snapshot';
import { type LoopbackPrometheus, loopbackPrometheus } from '../../capture/loopback-prometheus';
import { END } from '../../capture/recorded-series';
import { inEmptyFolder, run, write } from '../run';

inEmptyFolder();

const rulesOf = (series: string) => `rules:
- seriesQuery: '${series}{pod!=""}'
  resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
  metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)'
`;
const clusterOf = (name: string) => `apiVersion: foresail.dev/v1
kind: Cluster
metadata: {name: ${name}}
spec: {kubernetes: "1.30", labelConvention: ack, pipeline: {kind: ackAdapter}, gpuPools: []}
`;

describe('what snapshot capture takes', () => {
  let server: LoopbackPrometheus;
  beforeEach(async () => {
    server = await loopbackPrometheus();
    write({
      'dist/a/cluster.yaml': clusterOf('a'),
      'dist/a/rules.yaml': rulesOf('gpu_util'),
      'dist/b/cluster.yaml': clusterOf('b'),
      'dist/b/rules.yaml': rulesOf('requests_total'),
      'elsewhere/rules.yaml': rulesOf('gpu_odd'),
    });
  });
  afterEach(() => server.close());

  const capture = (line: string) =>
    run(`snapshot capture --url ${server.url} --range 1h --end ${END / 1000} -o out ${line}`);

  it.each([
    ['the rules of dist', '', ['gpu_util', 'requests_total']],
    ['the rules of a path', 'elsewhere', ['gpu_odd']],
    ['the rules of a cluster', '--cluster b', ['requests_total']],
    ['a selector alone', '--select gpu_odd', ['gpu_odd']],
    ['a selector beside the rules', 'dist/a --select gpu_odd', ['gpu_odd', 'gpu_util']],
  ])('is %s', async (_, line, names) => {
    expect(await capture(line)).toMatchObject({ code: 0 });
    const { store, header } = readSnapshot('out');
    expect(store.metricNames()).toEqual(names);
    for (const name of names) expect(header.selectors).toContain(name);
    expect(header.selectors!.some((text) => text.startsWith('kube_pod_owner'))).toBe(!line.startsWith('--select'));
  });

  it('says which selectors nothing matched', async () => {
    expect((await capture('elsewhere')).err).toContain('note: no series matches kube_pod_info\n');
  });

  it.each([
    ['--cluster c', 'there is no cluster "c"'],
    ['nowhere', 'nowhere does not exist'],
    ['dist/a/cluster.yaml', 'there is no adapter rule in dist/a/cluster.yaml'],
    ['--select sum(up)', '"sum(up)" is no selector'],
    ['--select up[5m]', '"up[5m]" is no selector'],
    [
      '--select nothing_at_all',
      'has no samples from 2026-10-01T11:00:00.000Z to 2026-10-01T12:00:00.000Z for any of: nothing_at_all',
    ],
    ['--range 0s', 'It must be a length of time'],
    ['--max-samples 0', 'above 0'],
    ['--max-file-size 5XB', 'a number of bytes'],
    ['--url http://me:pw@h', '--url holds credentials'],
  ])('refuses %s', async (line, message) => {
    const { code, err } = await capture(line);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
