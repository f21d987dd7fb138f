import { fleetOf } from './reading';

const set = (group: string) => `apiVersion: leaderworkerset.x-k8s.io/v1
kind: LeaderWorkerSet
metadata: {name: big}
spec:
  leaderWorkerTemplate: ${group}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: big}
spec:
  scaleTargetRef: {apiVersion: leaderworkerset.x-k8s.io/v1, kind: LeaderWorkerSet, name: big}
  maxReplicas: 2
`;
const pod = (gpus: number) => `{spec: {containers: [{name: a, resources: {limits: {nvidia.com/gpu: ${gpus}}}}]}}`;

describe('a LeaderWorkerSet', () => {
  it('is a scale target', () => {
    const fleet = fleetOf(set(`{size: 2, workerTemplate: ${pod(8)}}`));
    expect(fleet.notModelled).toEqual([]);
    expect(fleet.targetOf(fleet.hpas[0]!)).toMatchObject({ is: 'workload' });
  });

  it.each([
    [
      'a leader and workers',
      `{size: 3, leaderTemplate: ${pod(1)}, workerTemplate: ${pod(8)}}`,
      [
        [1, 1],
        [8, 2],
      ],
    ],
    ['workers alone, of which one leads', `{size: 3, workerTemplate: ${pod(8)}}`, [[8, 3]]],
    ['a leader alone', `{size: 1, leaderTemplate: ${pod(1)}, workerTemplate: ${pod(8)}}`, [[1, 1]]],
    ['no size', `{workerTemplate: ${pod(8)}}`, [[8, 1]]],
  ])('has GPUs of %s', (_, group, expected) => {
    const [workload] = fleetOf(set(group)).workloads;
    expect(workload!.gpuRequests.map(({ amount, pods }) => [amount, pods])).toEqual(expected);
  });

  it('says where a GPU request stands', () => {
    const [workload] = fleetOf(set(`{size: 2, workerTemplate: ${pod(8)}}`)).workloads;
    expect(workload!.placeOfGpu(workload!.gpuRequests[0]!).path).toBe(
      '/spec/leaderWorkerTemplate/workerTemplate/spec/containers/0/resources/limits/nvidia.com~1gpu',
    );
  });
});
