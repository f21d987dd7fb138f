import { stringify } from 'yaml';

type Fields = Readonly<Record<string, unknown>>;

interface Parts {
  readonly apiVersion?: string | undefined;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly annotations?: Fields;
  /** Laid over the spec that is valid; `undefined` takes a field away. */
  readonly spec?: Fields;
}

/** Objects as the documents of one YAML file. */
export function yamlOf(...objects: readonly object[]): string {
  return objects.map((object) => stringify(object)).join('---\n');
}

/** A workload whose pods hold one GPU. */
export function deployment(parts: Parts & { readonly limits?: Fields } = {}): object {
  const { name = 'bert', limits = { 'nvidia.com/gpu': '1' } } = parts;
  return objectOf(
    { apiVersion: 'apps/v1', kind: 'Deployment', ...parts, name },
    {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'server', image: 'registry.example/bert:1', resources: { limits } }] },
      },
    },
  );
}

/** An HPA that is right in `autoscaling/v2` and `v2beta2`. */
export function hpa(parts: Parts = {}): object {
  return objectOf(
    { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', ...parts },
    {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'bert' },
      minReplicas: 1,
      maxReplicas: 4,
      metrics: [
        {
          type: 'Pods',
          pods: {
            metric: { name: 'DCGM_CUSTOM_PROCESS_SM_UTIL' },
            target: { type: 'AverageValue', averageValue: '20' },
          },
        },
      ],
    },
  );
}

/** An AHPA that acts, on a metric that needs no rule. */
export function ahpa(parts: Parts = {}): object {
  const head = { apiVersion: 'autoscaling.alibabacloud.com/v1beta1', kind: 'AdvancedHorizontalPodAutoscaler' };
  return objectOf(
    { ...head, ...parts },
    {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'bert' },
      metrics: [
        { type: 'Resource', resource: { name: 'gpu', target: { type: 'Utilization', averageUtilization: 20 } } },
      ],
      minReplicas: 1,
      maxReplicas: 10,
      scaleStrategy: 'auto',
      prediction: { quantile: 95, scaleUpForward: 180 },
    },
  );
}

/** A period of `instanceBounds` that runs at the time of the samples, with bounds as `[cron, min, max]`. */
export function period(
  bounds: readonly (readonly [string, number, number])[],
  startTime = '2026-01-01 00:00:00',
  endTime = '2030-01-01 00:00:00',
): object {
  return {
    startTime,
    endTime,
    bounds: bounds.map(([cron, minReplicas, maxReplicas]) => ({ cron, minReplicas, maxReplicas })),
  };
}

function objectOf(parts: Parts, spec: Fields): object {
  const { apiVersion, kind, name = 'bert', namespace, annotations } = parts;
  return { apiVersion, kind, metadata: { name, namespace, annotations }, spec: { ...spec, ...parts.spec } };
}
