import { dialectOf } from '../../src/kubernetes/cluster-facts';

describe('the dialect of a pipeline', () => {
  it('is that of the program behind it', () => {
    expect(dialectOf({ kind: 'ackAdapter' })).toBe('ack');
    expect(dialectOf({ kind: 'prometheusAdapter', output: 'helmValues', namespace: 'monitoring' })).toBe('upstream');
  });
});
