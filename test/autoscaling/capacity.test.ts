import { gpuDemandOf, replicaRangeOfHpa } from '../../src/autoscaling/capacity';
import { readHpa } from '../../src/autoscaling/hpa/read-hpa';

describe('gpuDemandOf', () => {
  it('adds up replicas times GPUs', () => {
    const claims = [
      { replicas: { min: 1, max: 10 }, gpusPerReplica: 1 },
      { replicas: { min: 2, max: 6 }, gpusPerReplica: 4 },
    ];
    expect(gpuDemandOf(claims)).toEqual({ min: 9, max: 34 });
    expect(gpuDemandOf([])).toEqual({ min: 0, max: 0 });
  });
});

describe('replicaRangeOfHpa', () => {
  it('takes 1 where no minimum is written', () => {
    expect(replicaRangeOfHpa(readHpa({ spec: { maxReplicas: 5 } }))).toEqual({ min: 1, max: 5 });
    expect(replicaRangeOfHpa(readHpa({ spec: { minReplicas: 0, maxReplicas: 5 } }))).toEqual({ min: 0, max: 5 });
    expect(replicaRangeOfHpa(readHpa({ spec: {} }))).toBeUndefined();
  });
});
