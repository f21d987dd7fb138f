import { isAwaited, uncheckedIn } from '../../src/checks/validation-report';
import { deployment, hpa } from './sample-manifests';
import { judgeRules, rule } from './sample-rules';

const OTHER = 'load{namespace="default",pod="llama-0"} 900 1000';
const METRIC = { metric: { name: 'load' }, target: { type: 'AverageValue', averageValue: '10' } };

/** What nobody can vouch for of a service that scales on a metric of which the recording has others' values alone. */
function unchecked(line: string) {
  const report = judgeRules({
    rules: [rule()],
    objects: [
      deployment(),
      deployment({ name: 'bert-large' }),
      hpa({ spec: { metrics: [{ type: 'Pods', pods: METRIC }] } }),
    ],
    series: `${OTHER}\n${line}`,
  });
  return uncheckedIn(report).filter(({ check }) => check === 'metric/target-out-of-range');
}

describe('a service that does not run in the recording', () => {
  it.each([
    ['of which nothing is there', ''],
    ['with a namesake in another namespace', 'up{namespace="staging",pod="bert-6c5d8b9f47-2lkp9"} 1'],
    ['beside one with a longer name', 'up{namespace="default",pod="bert-large-6c5d8b9f47-2lkp9"} 1'],
  ])('%s is unchecked, and awaited', (_, line) => {
    const [entry, ...others] = unchecked(line);
    expect(others).toEqual([]);
    expect(entry!.reason).toBe('bert has no pods in sample.promsnap: take a snapshot once it runs');
    expect(isAwaited(entry!)).toBe(true);
  });

  it.each([
    ['other series name a pod of it', 'up{namespace="default",pod="bert-6c5d8b9f47-2lkp9"} 1'],
    ['a pod of it stopped before the end', 'up{namespace="default",pod="bert-6c5d8b9f47-2lkp9"} 1 _ _ _'],
    ['a series names a pod and no namespace', 'up{pod="bert-6c5d8b9f47-2lkp9"} 1'],
    ['the GPU exporter names a pod of it', 'up{exported_namespace="default",exported_pod="bert-6c5d8b9f47-2lkp9"} 1'],
  ])('is not meant where %s: then its metric has no values', (_, line) => {
    const [entry, ...others] = unchecked(line);
    expect(others).toEqual([]);
    expect(entry!.reason).toBe('no pod of bert has a value in sample.promsnap');
    expect(isAwaited(entry!)).toBe(false);
  });
});
