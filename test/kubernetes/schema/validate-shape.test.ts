import fc from 'fast-check';
import type { KubernetesMinor } from '../../../src/kubernetes/minor';
import { type ShapeProblem, validateShape } from '../../../src/kubernetes/schema/validate-shape';
import type { Json } from '../../../src/source/node';

const HPA = 'HorizontalPodAutoscaler';

const problemsOf = (object: Json, apiVersion: string, kind: string, minor: KubernetesMinor) =>
  validateShape(object, apiVersion, kind, minor) as readonly ShapeProblem[];

type Fields = { readonly [key: string]: Json };

const brief = (problems: readonly ShapeProblem[]) => problems.map(({ code, path }) => `${code} ${path}`);

const deployment = (spec: Fields, podSpec: Fields = {}): Json => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'bert', creationTimestamp: null },
  spec: {
    selector: { matchLabels: { app: 'bert' } },
    template: {
      metadata: { labels: { app: 'bert' } },
      spec: {
        containers: [{ name: 'bert', image: 'bert:1', resources: { limits: { 'nvidia.com/gpu': 1 } } }],
        ...podSpec,
      },
    },
    ...spec,
  },
});

const hpa = (version: string, spec: Fields): Json => ({
  apiVersion: `autoscaling/${version}`,
  kind: HPA,
  metadata: { name: 'bert' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'bert' }, maxReplicas: 10, ...spec },
});

const pods = (source: Json): Fields => ({ metrics: [{ type: 'Pods', pods: source }] });

describe('the shape of an object', () => {
  it.each<KubernetesMinor>(['1.16', '1.26', '1.36'])('is right on %s', (minor) => {
    expect(validateShape(deployment({ replicas: 3.0 }), 'apps/v1', 'Deployment', minor)).toEqual([]);
  });

  it('is not judged for a kind without facts', () => {
    expect(validateShape({}, 'example.com/v1', 'Widget', '1.30')).toBe('not-modelled');
    expect(validateShape({}, 'apps/v1', 'DaemonSet', '1.30')).toBe('not-modelled');
    expect(validateShape({}, 'apps/v1', '__proto__', '1.30')).toBe('not-modelled');
  });

  it.each<[string, string, KubernetesMinor, string, string]>([
    [
      'autoscaling/v2',
      HPA,
      '1.22',
      'autoscaling/v2 HorizontalPodAutoscaler is not served by Kubernetes 1.22; it is served from 1.23 on',
      'Kubernetes 1.22 serves autoscaling/v1, autoscaling/v2beta2, autoscaling/v2beta1.',
    ],
    [
      'autoscaling/v2beta1',
      HPA,
      '1.25',
      'autoscaling/v2beta1 HorizontalPodAutoscaler is not served by Kubernetes 1.25; it was served up to 1.24',
      'Use apiVersion autoscaling/v2.',
    ],
    [
      'extensions/v1beta1',
      'Deployment',
      '1.16',
      'extensions/v1beta1 Deployment is not served by Kubernetes 1.16; it was served up to 1.15',
      'Use apiVersion apps/v1.',
    ],
  ])('is refused where %s %s is not served, on %s', (apiVersion, kind, minor, message, help) => {
    expect(validateShape({}, apiVersion, kind, minor)).toEqual([
      { code: 'not-served', severity: 'error', path: '/apiVersion', message, help },
    ]);
  });
});

describe('an unknown field', () => {
  it.each<[string, Json, string, string, KubernetesMinor, Partial<ShapeProblem>]>([
    [
      'of a later minor',
      hpa('v2beta2', { behavior: {} }),
      'autoscaling/v2beta2',
      HPA,
      '1.16',
      {
        code: 'needs-newer',
        path: '/spec/behavior',
        message: '`behavior` needs Kubernetes >= 1.18 in autoscaling/v2beta2; the target is 1.16',
        help: 'Remove `behavior`, or set the target to 1.18 or newer.',
      },
    ],
    [
      'of one later minor alone',
      deployment({}, { workloadRef: {} }),
      'apps/v1',
      'Deployment',
      '1.34',
      {
        code: 'needs-newer',
        path: '/spec/template/spec/workloadRef',
        message: '`workloadRef` needs Kubernetes >= 1.35 in apps/v1; the target is 1.34',
        help: 'Remove `workloadRef`, or set the target to 1.35, the only minor that has it.',
      },
    ],
    [
      'of an earlier minor',
      { spec: { topologyKeys: [] } },
      'v1',
      'Service',
      '1.24',
      {
        code: 'gone',
        path: '/spec/topologyKeys',
        message: '`topologyKeys` is gone since Kubernetes 1.22 in v1; the target is 1.24',
      },
    ],
    [
      'of a version that the minor serves',
      hpa('v2beta1', { behavior: {} }),
      'autoscaling/v2beta1',
      HPA,
      '1.22',
      {
        code: 'unknown-field',
        path: '/spec/behavior',
        message: '`behavior` is a field of autoscaling/v2beta2; autoscaling/v2beta1 does not have it',
        help: 'Use apiVersion autoscaling/v2beta2, or remove `behavior`.',
      },
    ],
    [
      'of a version that the minor does not serve',
      hpa('v2', {
        metrics: [{ type: 'Resource', resource: { name: 'cpu', targetAverageUtilization: 50 } }],
      }),
      'autoscaling/v2',
      HPA,
      '1.36',
      {
        code: 'unknown-field',
        path: '/spec/metrics/0/resource/targetAverageUtilization',
        message: '`targetAverageUtilization` is a field of autoscaling/v2beta1; autoscaling/v2 does not have it',
        help: 'Write `target: {type: Utilization, averageUtilization: ...}` instead.',
      },
    ],
    [
      'that resembles another',
      deployment({ replica: 1 }),
      'apps/v1',
      'Deployment',
      '1.30',
      {
        code: 'unknown-field',
        path: '/spec/replica',
        message: '`replica` is no field of DeploymentSpec in apps/v1; did you mean "replicas"?',
      },
    ],
    [
      'that resembles none',
      { data: {}, content: {} },
      'v1',
      'ConfigMap',
      '1.30',
      {
        code: 'unknown-field',
        path: '/content',
        message: '`content` is no field of ConfigMap in v1',
        help: 'Fields here are apiVersion, binaryData, data, immutable, kind, metadata.',
      },
    ],
    [
      'with a name that JavaScript treats as its own',
      JSON.parse('{"data":{"__proto__":"a"},"__proto__":{},"metadata":{"constructor":1}}'),
      'v1',
      'ConfigMap',
      '1.30',
      { code: 'unknown-field', path: '/__proto__' },
    ],
  ])('%s', (_, object, apiVersion, kind, minor, expected) => {
    expect(problemsOf(object, apiVersion, kind, minor)).toContainEqual(expect.objectContaining(expected));
  });

  it.each<[string, Json, string]>([
    [
      'misspells a required one',
      { ...(deployment({}) as object), spec: { selectr: {}, template: {} } },
      'apps/v1 Deployment',
    ],
    ['is from v2beta1', hpa('v2', pods({ metricName: 'x', targetAverageValue: 20 })), `autoscaling/v2 ${HPA}`],
    [
      'is from v2',
      hpa('v2beta1', pods({ metric: { name: 'x' }, target: { type: 'AverageValue', averageValue: 20 } })),
      `autoscaling/v2beta1 ${HPA}`,
    ],
  ])('that %s is one problem, not also a missing field', (_, object, api) => {
    const [apiVersion = '', kind = ''] = api.split(' ');
    const problems = problemsOf(object, apiVersion, kind, '1.24');
    expect(problems.length).toBeGreaterThan(0);
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['unknown-field']));
  });
});

describe('a value', () => {
  it.each<[string, Json, string, string, string]>([
    [
      'in quotes',
      { replicas: '3' },
      'wrong-type /spec/replicas',
      '`replicas` must be a whole number; found text',
      'Remove the quotes.',
    ],
    [
      'with a fraction',
      { replicas: 1.5 },
      'wrong-type /spec/replicas',
      '`replicas` must be a whole number; found a number',
      'Give it a whole number.',
    ],
    [
      'beyond 32 bits',
      { replicas: 2 ** 31 },
      'wrong-value /spec/replicas',
      '`replicas` must be a whole number; found 2147483648',
      'Allowed are -2147483648 to 2147483647.',
    ],
    [
      'that is null in a list',
      { template: { spec: { containers: [null] } } },
      'wrong-type /spec/template/spec/containers/0',
      '`containers[0]` must be a mapping; found null',
      'Remove the entry or give it a value.',
    ],
    [
      'that is true in quotes',
      { paused: 'true' },
      'wrong-type /spec/paused',
      '`paused` must be true or false; found text',
      'Remove the quotes.',
    ],
    [
      'of another case',
      { strategy: { type: 'recreate' } },
      'wrong-value /spec/strategy/type',
      '`type` is "recreate", which is not allowed; did you mean "Recreate"?',
      'Allowed are Recreate, RollingUpdate.',
    ],
    [
      'that is no percentage',
      { strategy: { rollingUpdate: { maxSurge: '25' } } },
      'wrong-value /spec/strategy/rollingUpdate/maxSurge',
      '`maxSurge` must be a whole number or a percentage, such as 25%; found "25"',
      'Give it a whole number or a percentage, such as 25%.',
    ],
    [
      'that is no mapping',
      { strategy: 'Recreate' },
      'wrong-type /spec/strategy',
      '`strategy` must be a mapping; found text',
      'Give it a mapping.',
    ],
  ])('%s is one problem', (_, spec, problem, message, help) => {
    const problems = problemsOf(deployment(spec as Fields), 'apps/v1', 'Deployment', '1.30');
    expect(brief(problems)).toEqual([problem]);
    expect(problems[0]).toMatchObject({ message, help });
  });

  it.each<[string, Json, readonly string[]]>([
    ['a list in place of an entry', { args: 'serve' }, ['wrong-type /spec/template/spec/containers/0/args']],
    ['a number in place of text', { image: 1 }, ['wrong-type /spec/template/spec/containers/0/image']],
    [
      'GPUs in words',
      { resources: { limits: { 'nvidia.com/gpu': 'one' } } },
      ['wrong-value /spec/template/spec/containers/0/resources/limits/nvidia.com~1gpu'],
    ],
    ['a quantity with a fraction and suffix', { resources: { limits: { memory: '1.5Gi', cpu: 0.5 } } }, []],
    ['an empty value that stands for the default', { imagePullPolicy: '' }, []],
    ['a name for a port', { livenessProbe: { httpGet: { port: 'http' } } }, []],
  ])('%s', (_, container, expected) => {
    const object = deployment({}, { containers: [{ name: 'a', ...(container as object) }] });
    expect(brief(problemsOf(object, 'apps/v1', 'Deployment', '1.30'))).toEqual(expected);
  });

  it('of a set that newer servers add to is a warning', () => {
    const object = deployment({}, { tolerations: [{ key: 'gpu', operator: 'Lt' }] });
    expect(problemsOf(object, 'apps/v1', 'Deployment', '1.36')).toEqual([
      {
        code: 'wrong-value',
        severity: 'warning',
        path: '/spec/template/spec/tolerations/0/operator',
        message: '`operator` is "Lt", which is not known',
        help: 'Known values are Exists, Equal.',
      },
    ]);
  });

  it('that may be a secret is not repeated', () => {
    const [problem] = problemsOf({ data: { token: 8_675_309 } }, 'v1', 'ConfigMap', '1.30');
    expect(problem).toMatchObject({ code: 'wrong-type', path: '/data/token', help: 'Put it in quotes.' });
    expect(JSON.stringify(problem)).not.toContain('8675309');
  });
});

describe('a status', () => {
  it('never makes an error, because the API server drops it', () => {
    const object = { ...(hpa('v2', {}) as object), status: { currentMetrics: null, replicas: '1' } };
    expect(
      problemsOf(object, 'autoscaling/v2', HPA, '1.30').map(({ severity, path }) => `${severity} ${path}`),
    ).toEqual(['warning /status/replicas', 'warning /status/desiredReplicas']);
  });
});

describe('a null', () => {
  const fields = { nodeSelector: null, tolerations: null, affinity: null, containers: [{ name: 'a', env: null }] };

  it('is no fault where a field may be left out, because the API server drops it', () => {
    const object = deployment({ replicas: null, strategy: { type: null } }, fields);
    expect(problemsOf(object, 'apps/v1', 'Deployment', '1.30')).toEqual([]);
    const config = { metadata: { annotations: null, labels: { tier: null } }, data: { key: null } };
    expect(problemsOf(config, 'v1', 'ConfigMap', '1.30')).toEqual([]);
  });

  it('is a missing field where one is required, and an unknown field stays one', () => {
    const object = deployment({ replica: null }, { containers: [{ name: null }] });
    expect(problemsOf(object, 'apps/v1', 'Deployment', '1.30').map(({ code, path }) => `${code} ${path}`)).toEqual([
      'unknown-field /spec/replica',
      'missing /spec/template/spec/containers/0/name',
    ]);
  });
});

describe('a missing field', () => {
  it('is reported with its owner', () => {
    const object = deployment({}, { containers: [{ name: 'a' }, {}] });
    expect(problemsOf(object, 'apps/v1', 'Deployment', '1.30')).toEqual([
      {
        code: 'missing',
        severity: 'error',
        path: '/spec/template/spec/containers/1/name',
        message: '`name` is missing in `containers[1]`',
        help: 'Add `name`: apps/v1 Deployment requires it.',
      },
    ]);
  });

  it.each<[KubernetesMinor, readonly string[]]>([
    ['1.35', []],
    ['1.36', ['missing /spec']],
  ])('is required or not by minor: spec of an HPA on %s', (minor, expected) => {
    expect(brief(problemsOf({ metadata: { name: 'a' } }, 'autoscaling/v2', HPA, minor))).toEqual(expected);
  });
});

describe('any input', () => {
  it('is judged without an exception, at places inside it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const object = { metadata: value, spec: value, data: value } as unknown as Json;
        for (const problem of problemsOf(object, 'v1', 'ConfigMap', '1.30')) expect(problem.path).toMatch(/^\//);
        expect(Array.isArray(validateShape(value as Json, 'apps/v1', 'Deployment', '1.30'))).toBe(true);
      }),
    );
  });

  it('with very many faults is explained in part', () => {
    const faulty = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`unknown${index}`, 1]));
    const problems = problemsOf(faulty, 'v1', 'ConfigMap', '1.30');
    expect(problems).toHaveLength(1_001);
    expect(problems.at(-1)).toMatchObject({ path: '', message: 'the ConfigMap has 99000 more faults' });
  });

  it('that no API server would take is not searched', () => {
    const huge = { data: Object.fromEntries(Array.from({ length: 300_001 }, (_, index) => [`k${index}`, 1])) };
    expect(problemsOf(huge, 'v1', 'ConfigMap', '1.30')).toEqual([
      {
        code: 'wrong-value',
        severity: 'error',
        path: '',
        message: 'the ConfigMap has more than 300000 values',
        help: 'Split it: an API server takes at most 3 MB.',
      },
    ]);
  });
});
