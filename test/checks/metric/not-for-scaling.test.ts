import { faultsOf, judgeObjects } from '../sample';
import { ahpa, deployment, hpa } from '../sample-manifests';
import { judgeRules, rule } from '../sample-rules';

const ID = 'metric/not-for-scaling';
const target = { type: 'AverageValue', averageValue: '8000' };
const on = (name: string) => hpa({ spec: { metrics: [{ type: 'Pods', pods: { metric: { name }, target } }] } });

it.each([
  ['DCGM_FI_DEV_FB_FREE', 'it falls as the load grows, so that pods without load would scale out'],
  ['DCGM_CUSTOM_CONTAINER_MEM_ALLOCATED', 'it is what the pod asked for, whatever the load'],
])('metric/not-for-scaling finds %s by its name', (name, reason) => {
  expect(faultsOf(judgeObjects([deployment(), on(name)]), ID)).toEqual([
    `warning /spec/metrics/0/pods/metric/name ${name} is no measure of load: ${reason}`,
  ]);
});

it('metric/not-for-scaling finds it behind another name, and as a sum that AHPA reads', () => {
  const rules = [
    rule({
      seriesQuery: 'DCGM_FI_DEV_FB_FREE',
      name: { as: 'gpu_memory' },
      metricsQuery: 'avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
    }),
  ];
  const report = judgeRules({ rules, objects: [deployment(), on('gpu_memory')] });
  expect(faultsOf(report, ID)).toHaveLength(1);
  const metric = { name: 'DCGM_FI_DEV_FB_FREE_over_pods' };
  const external = { type: 'External', external: { metric, target } };
  expect(faultsOf(judgeObjects([deployment(), ahpa({ spec: { metrics: [external] } })]), ID)).toHaveLength(1);
});

it.each([
  ['memory that is used', 'DCGM_FI_DEV_FB_USED', 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)'],
  [
    'the free part taken from the whole',
    'DCGM_FI_DEV_FB_FREE',
    '81920 - sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
  ],
  ['the number of cards', 'DCGM_FI_DEV_FB_FREE', 'count(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)'],
])('metric/not-for-scaling passes %s', (_, series, metricsQuery) => {
  const rules = [rule({ seriesQuery: series, name: { as: 'gpu_memory' }, metricsQuery })];
  expect(faultsOf(judgeRules({ rules, objects: [deployment(), on('gpu_memory')] }), ID)).toEqual([]);
});
