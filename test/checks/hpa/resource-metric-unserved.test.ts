import { faultsOf, findingsOf, helpOf, judgeObjects, reasonsOf } from '../sample';
import { ahpa, hpa } from '../sample-manifests';

const ID = 'hpa/resource-metric-unserved';
const UTILIZATION = { type: 'Utilization', averageUtilization: 60 };

function judge(metric: object) {
  return judgeObjects([hpa({ spec: { metrics: [metric] } })]);
}

it('hpa/resource-metric-unserved finds a GPU as resource', () => {
  const report = judge({ type: 'Resource', resource: { name: 'nvidia.com/gpu', target: UTILIZATION } });
  expect(faultsOf(report, ID)).toEqual([
    'error /spec/metrics/0/resource/name the metrics API serves only cpu and memory of a pod, not nvidia.com/gpu: the autoscaler reads <unknown> and does not scale on it',
  ]);
  expect(helpOf(report, ID)[0]).toContain('type: Pods');
});

it.each(['gpu', 'ephemeral-storage', 'aliyun.com/gpu-mem'])('hpa/resource-metric-unserved finds %s', (name) => {
  const container = {
    type: 'ContainerResource',
    containerResource: { name, container: 'server', target: UTILIZATION },
  };
  expect(findingsOf(judge({ type: 'Resource', resource: { name, target: UTILIZATION } }), ID)).toHaveLength(1);
  expect(findingsOf(judge(container), ID)).toHaveLength(1);
});

it.each(['cpu', 'memory'])('hpa/resource-metric-unserved passes %s', (name) => {
  expect(findingsOf(judge({ type: 'Resource', resource: { name, target: UTILIZATION } }), ID)).toEqual([]);
});

it('hpa/resource-metric-unserved leaves the resource gpu to an AHPA, which serves it', () => {
  expect(findingsOf(judgeObjects([ahpa()]), ID)).toEqual([]);
});

it('hpa/resource-metric-unserved cannot tell about a metric without a name', () => {
  expect(reasonsOf(judge({ type: 'Resource', resource: { target: UTILIZATION } }), ID)).toEqual([
    'notCheckable: the metric has no name',
  ]);
});
