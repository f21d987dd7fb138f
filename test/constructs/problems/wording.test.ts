import { Duration, GuardRails, metrics, ScalingPolicy } from '../../../src/index';
import { policyErrors, samplePolicy, type Untyped } from '../sample';

const untyped = ScalingPolicy as Untyped;
const hpa = (props: Untyped) =>
  samplePolicy({
    scaling: untyped.hpa({ minReplicas: 1, maxReplicas: 4, metrics: [metrics.ack.processSmUtil.perPod(20)], ...props }),
  });
const ahpa = (props: Untyped) =>
  samplePolicy({
    scaling: untyped.ahpa({
      minReplicas: 1,
      maxReplicas: 4,
      metrics: [metrics.resource.gpu.utilization(20)],
      prediction: { quantile: 95, scaleUpForward: Duration.minutes(3) },
      scaleStrategy: 'auto',
      ...props,
    }),
  });
const observerFirst = { guardRails: new GuardRails({ owner: 'platform', observerBeforeAuto: true }) };
const observed = (from: string, until: string) => ahpa({ observed: { from, until } });

const DAY = 'but must be a day of the calendar, as YYYY-MM-DD.\n  Write 2026-10-01.  [value-type]';

describe('the message of a policy', () => {
  it.each<[string, Untyped, Untyped, readonly string[]]>([
    [
      'that an HPA has no metric',
      hpa({ metrics: [] }),
      {},
      [
        'prod/bert: scaling.metrics is an empty list, but must be a list of at least one metric.\n' +
          '  Without a metric the API server scales on 80 % of the requested CPU.\n' +
          '  Add a metric, such as metrics.ack.processSmUtil.perPod(20).  [metrics-missing]',
      ],
    ],
    [
      'that AHPA has no metric',
      ahpa({ metrics: [] }),
      {},
      [
        'prod/bert: scaling.metrics is an empty list, but must be a list of at least one metric.\n' +
          '  AHPA forecasts the first metric: without one there is nothing to forecast.\n' +
          '  Add a metric, such as metrics.resource.gpu.utilization(20).  [metrics-missing]',
      ],
    ],
    [
      'that a list is no object',
      samplePolicy({ podGroup: [2] }),
      {},
      ['prod/bert: podGroup is a list, but must be an object.\n  Write it in braces: { ... }.  [value-type]'],
    ],
    [
      'that kubernetesDefault is a word of with(...)',
      hpa({ behavior: 'kubernetesDefault' }),
      {},
      [
        'prod/bert: scaling.behavior is "kubernetesDefault", but must be an object.\n' +
          "  That word belongs to a variant: policy.with({ scaling: { behavior: 'kubernetesDefault' } }).\n" +
          '  Leave behavior out: without startup that is the default of Kubernetes.  [value-type]',
      ],
    ],
    [
      'that a behavior is no other text',
      hpa({ behavior: 'fast' }),
      {},
      ['prod/bert: scaling.behavior is "fast", but must be an object.\n  Write it in braces: { ... }.  [value-type]'],
    ],
    [
      'that a day does not exist',
      observed('2026-13-01', 'x'),
      observerFirst,
      [`prod/bert: scaling.observed.from is "2026-13-01", ${DAY}`, `prod/bert: scaling.observed.until is "x", ${DAY}`],
    ],
    [
      'that a day is none without guard rails',
      observed('2026-10-01', '2026-02-30'),
      {},
      [`prod/bert: scaling.observed.until is "2026-02-30", ${DAY}`],
    ],
    [
      'that it observed backwards',
      observed('2026-10-08', '2026-10-01'),
      observerFirst,
      [
        'prod/bert: scaling.observed.until is "2026-10-01", but must be a day after from, which is 2026-10-08.\n' +
          '  Write the first day on which it only observed, and the first on which it acts.  [value-type]',
      ],
    ],
  ])('says %s', (_, policy, cluster, messages) => {
    expect(policyErrors(policy, cluster).map(({ message }) => message)).toEqual(messages);
  });

  it.each([
    ['1.37', "Write '1.36', the newest that this version of Foresail knows, or install a newer one."],
    ['1.400', "Write '1.36', the newest that this version of Foresail knows, or install a newer one."],
    ['1.15', "The oldest that Foresail knows is '1.16'."],
    ['1.28.3', "Write the minor as text, without a patch number: '1.28'."],
    ['v1.28', "Write the minor as text, without a patch number: '1.28'."],
    ['latest', "Write the minor as text, without a patch number: '1.28'."],
  ])('tells what to write in place of Kubernetes %s', (kubernetes, help) => {
    const [error] = policyErrors(samplePolicy(), { kubernetes });
    expect(error?.message).toBe(
      `prod: kubernetes is "${kubernetes}", but must be a minor from '1.16' to '1.36'.\n  ${help}  [kubernetes-minor]`,
    );
  });
});
