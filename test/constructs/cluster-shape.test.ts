import { PolicyApp, PolicyError } from '../../src/index';
import { errorsOf, sampleCluster, samplePolicy, type Untyped } from './sample';

/** The first error of a cluster with a policy, thrown or collected. */
function errorOf(clusterProps: Untyped): unknown {
  const app = new PolicyApp();
  try {
    sampleCluster(app, clusterProps).add(samplePolicy());
  } catch (error) {
    return error;
  }
  return errorsOf(app)[0];
}

describe('a value of another kind than the types say', () => {
  it.each<[string, Untyped, string]>([
    ['a minor in numbers', { kubernetes: 1.3 }, 'kubernetes'],
    ['a convention that is unknown', { labelConvention: 'acs' }, 'labelConvention'],
    ['pools that are missing', { gpuPools: undefined }, 'gpuPools'],
    ['a pool that is null', { gpuPools: [null] }, 'gpuPools[0]'],
    ['a pipeline that is missing', { metricsPipeline: undefined }, 'metricsPipeline'],
    ['a placeholder with a space', { substitutions: ['a b'] }, 'substitutions[0]'],
    ['a snapshot without a name', { snapshot: '' }, 'snapshot'],
    ['an unknown key', { gpuPool: [] }, 'gpuPool'],
  ])('is refused for a cluster with %s', (_, props, property) => {
    const error = errorOf(props);
    expect(error).toBeInstanceOf(PolicyError);
    expect(error).toMatchObject({ path: 'prod', property });
  });
});
