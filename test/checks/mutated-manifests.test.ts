import { createContext, runInContext } from 'node:vm';
import { parseAllDocuments } from 'yaml';
import type { ValidationReport } from '../../src/checks/validation-report';
import { formatText } from '../../src/report/text';
import type { Json } from '../../src/source/node';
import { judgeSample } from './sample';

/** Objects that between them have every field that a check reads. */
const MANIFESTS = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: bert, namespace: ml, labels: {app: bert}, annotations: {argocd.argoproj.io/sync-wave: "1"}}
spec:
  replicas: 2
  progressDeadlineSeconds: 700
  minReadySeconds: 5
  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
  selector: {matchLabels: {app: bert}, matchExpressions: [{key: app, operator: In, values: [bert]}]}
  template:
    metadata: {labels: {app: bert}}
    spec:
      terminationGracePeriodSeconds: 60
      nodeSelector: {pool: a10}
      tolerations: [{key: gpu, operator: Equal, value: yes, effect: NoExecute, tolerationSeconds: 5}]
      resourceClaims: [{name: card}]
      initContainers: [{name: cache, image: registry.example/cache:1, restartPolicy: Always, resources: {limits: {nvidia.com/gpu: 1}}}]
      containers:
        - name: server
          image: vllm/vllm-openai:v0.10.0
          command: [/bin/sh, -c]
          args: ["vllm serve m --shutdown-timeout=10"]
          ports: [{name: http, containerPort: 8000}]
          env: [{name: HF_HOME, value: /cache}]
          lifecycle: {preStop: {exec: {command: [sleep, "5"]}, sleep: {seconds: 5}}}
          startupProbe: {httpGet: {path: /, port: 8000}, initialDelaySeconds: 3, periodSeconds: 10, failureThreshold: 30}
          readinessProbe: {httpGet: {path: /, port: 8000}, initialDelaySeconds: 60}
          resources: {limits: {nvidia.com/gpu: 1}, requests: {nvidia.com/gpu: 1}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: bert, namespace: ml, annotations: {argocd.argoproj.io/sync-wave: "2"}}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: bert}
  minReplicas: 1
  maxReplicas: 20
  metrics:
    - {type: Pods, pods: {metric: {name: DCGM_FI_DEV_GPU_UTIL, selector: {matchLabels: {a: b}, matchExpressions: [{key: app, operator: In, values: [bert]}]}}, target: {type: AverageValue, averageValue: "60"}}}
    - {type: External, external: {metric: {name: queue}, target: {type: AverageValue, averageValue: "5"}}}
  behavior: {scaleUp: {stabilizationWindowSeconds: 0, selectPolicy: Max, policies: [{type: Pods, value: 1, periodSeconds: 15}, {type: Percent, value: 100, periodSeconds: 15}]}, scaleDown: {policies: [{type: Percent, value: 10, periodSeconds: 60}]}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: bert, namespace: ml}
spec: {minAvailable: 1, maxUnavailable: 1, selector: {matchLabels: {app: bert}, matchExpressions: [{key: app, operator: In, values: [bert]}]}}
===
apiVersion: v1
kind: Service
metadata: {name: bert, namespace: ml}
spec: {selector: {app: bert}, ports: [{name: http, port: 80, targetPort: 8000}]}
===
apiVersion: autoscaling.alibabacloud.com/v1beta1
kind: AdvancedHorizontalPodAutoscaler
metadata: {name: llama, namespace: ml}
spec:
  scaleStrategy: auto
  metrics: [{type: Resource, resource: {name: gpu, target: {type: Utilization, averageUtilization: 40}}}]
  scaleTargetRef: {apiVersion: leaderworkerset.x-k8s.io/v1, kind: LeaderWorkerSet, name: llama}
  maxReplicas: 4
  minReplicas: 1
  prediction: {quantile: 95, scaleUpForward: 300}
  instanceBounds: [{startTime: "2026-11-20 00:00:00", endTime: "2026-11-23 00:00:00", bounds: [{cron: "* 0-8 ? * MON-FRI", maxReplicas: 3, minReplicas: 1}]}]
===
apiVersion: leaderworkerset.x-k8s.io/v1
kind: LeaderWorkerSet
metadata: {name: llama, namespace: ml}
spec:
  replicas: 2
  rolloutStrategy: {type: RollingUpdate, rollingUpdateConfiguration: {maxSurge: 1, maxUnavailable: 0}}
  leaderWorkerTemplate:
    size: 2
    leaderTemplate: {metadata: {labels: {role: leader}}, spec: {containers: [{name: leader, image: registry.example/llama:1, resources: {limits: {aliyun.com/gpu-mem: 8, aliyun.com/gpu-core.percentage: 20}}}]}}
    workerTemplate: {spec: {containers: [{name: worker, image: registry.example/llama:1, resources: {limits: {nvidia.com/gpu: 8}}}]}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: llama, namespace: ml}
spec:
  scaleTargetRef: {apiVersion: leaderworkerset.x-k8s.io/v1, kind: LeaderWorkerSet, name: llama}
  maxReplicas: 4
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 40}}}]
===
apiVersion: v1
kind: ConfigMap
metadata: {name: adapter-config, namespace: monitoring}
data: {config.yaml: "rules: []"}
`;

/** Capacity by the hour would take most of the time: objects with a schedule are judged without. */
const PROJECT = `
clusters:
  - name: prod
    paths: [.]
    kubernetes: '1.33'
    gpuPools:
      - {name: a10, gpu: A10, allocation: dedicated, count: 4}
      - {name: shared, gpu: A10, allocation: shared, count: 4, memoryGiB: 22}
`;

const DELETED = Symbol('deleted');
type Mutation = Json | typeof DELETED;
const OF_LISTS_AND_MAPPINGS: readonly Mutation[] = [DELETED, null, 'x', -1, [null], { a: null }];
const OF_SCALARS: readonly Mutation[] = [DELETED, null, 'x', -1, 2_147_483_647, { a: null }];

type Step = string | number;

/** Objects that are judged together: the rest would only take time. */
const groups = MANIFESTS.split('===\n').map((text) => parseAllDocuments(text).map((document): Json => document.toJS()));

interface Place {
  readonly path: readonly Step[];
  readonly isScalar: boolean;
}

function placesIn(value: Json, path: readonly Step[] = []): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [{ path, isScalar: true }];
  const children = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [{ path, isScalar: false }, ...children.flatMap(([key, child]) => placesIn(child as Json, [...path, key]))];
}

function mutated(document: Json, path: readonly Step[], value: Mutation): Json {
  const copy = structuredClone(document);
  // biome-ignore lint/suspicious/noExplicitAny: whatever stands there is replaced
  const parent = path.slice(0, -1).reduce((at: any, key) => at[key], copy);
  const last = path.at(-1)!;
  if (value !== DELETED) parent[last] = value;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return copy;
}

/** What is read of the target branch, too. */
const COMPARED = ['selector', 'replicas', 'scaleTargetRef'];

/** What goes wrong with some objects. A loop without end is interrupted. */
function faultWith(text: string, isCompared: boolean): string | undefined {
  const hasBounds = text.includes('instanceBounds');
  const files = { ...(!hasBounds && { 'foresail.yaml': PROJECT }), 'sample.yaml': text };
  const judge = () => judgeSample({ files, ...(isCompared && { base: files }) });
  try {
    const report: ValidationReport = runInContext('judge()', createContext({ judge }), { timeout: 5_000 });
    const broken = report.notChecked.find(({ fault }) => fault !== undefined);
    if (broken) return `${broken.check}: ${broken.reason}`;
    return /.{0,60}(?:\bNaN\b|\[object )/.exec(formatText(report, { color: false }))?.[0];
  } catch (error) {
    return String((error as Error).message);
  }
}

const subjects = groups.flatMap((group) =>
  group.map((document) => ({ kind: (document as { readonly kind: string }).kind, document, group })),
);

it.each(subjects)('whatever stands anywhere in a $kind, it is judged', ({ document, group }) => {
  const rest = group.filter((other) => other !== document).map((other) => JSON.stringify(other));
  const faults = placesIn(document)
    .slice(1)
    .flatMap(({ path, isScalar }) => {
      const isCompared = path.some((step) => COMPARED.includes(String(step)));
      return (isScalar ? OF_SCALARS : OF_LISTS_AND_MAPPINGS).flatMap((value) => {
        const fault = faultWith([JSON.stringify(mutated(document, path, value)), ...rest].join('\n---\n'), isCompared);
        const written = value === DELETED ? 'deleted' : JSON.stringify(value);
        return fault === undefined ? [] : [`/${path.join('/')} = ${written}: ${fault}`];
      });
    });
  expect(faults).toEqual([]);
});
