import { Duration, GuardRails, PolicyApp, PolicyError } from '../../../src/index';
import { errorsOf, sampleCluster, samplePolicy, type Untyped } from '../sample';

const rails = (props: Untyped) => new GuardRails({ owner: 'o', ...props });

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
    ['an interval of no number', { scrapeInterval: Duration.seconds(Number.NaN) }, 'scrapeInterval'],
    ['an interval of no time', { scrapeInterval: Duration.seconds(0) }, 'scrapeInterval'],
    ['an interval without end', { scrapeInterval: Duration.seconds(Number.POSITIVE_INFINITY) }, 'scrapeInterval'],
    ['an interval in numbers', { scrapeInterval: 30 }, 'scrapeInterval'],
    ['an unknown key', { gpuPool: [] }, 'gpuPool'],
    ['guard rails that are props alone', { guardRails: { owner: 'o' } }, 'guardRails'],
    ['a text for guard rails', { guardRails: 'o' }, 'guardRails'],
    ['guard rails of nobody', { guardRails: rails({ owner: undefined }) }, 'guardRails.owner'],
    ['guard rails without props', { guardRails: new GuardRails(undefined as Untyped) }, 'guardRails.owner'],
    ['guard rails of an owner without a name', { guardRails: rails({ owner: '' }) }, 'guardRails.owner'],
    [
      'a limit that is no number',
      { guardRails: rails({ maxGpusPerService: Number.NaN }) },
      'guardRails.maxGpusPerService',
    ],
    ['a limit as text', { guardRails: rails({ maxGpusPerService: '9' }) }, 'guardRails.maxGpusPerService'],
    ['no GPUs at all', { guardRails: rails({ maxGpusPerService: 0 }) }, 'guardRails.maxGpusPerService'],
    ['a rail that is misspelt', { guardRails: rails({ maxGpuPerService: 9 }) }, 'guardRails.maxGpuPerService'],
    ['a flag as text', { guardRails: rails({ requireDrain: 'false' }) }, 'guardRails.requireDrain'],
    ['one forbidden metric', { guardRails: rails({ forbiddenMetrics: 'x' }) }, 'guardRails.forbiddenMetrics'],
    ['a number that is forbidden', { guardRails: rails({ forbiddenMetrics: [5] }) }, 'guardRails.forbiddenMetrics[0]'],
  ])('is refused for a cluster with %s', (_, props, property) => {
    const error = errorOf(props);
    expect(error).toBeInstanceOf(PolicyError);
    expect(error).toMatchObject({ path: 'prod', property });
  });
});
