import { stringify } from 'yaml';
import type { ValidationReport } from '../../src/checks/validation-report';
import { judgeSample } from './sample';
import { deployment, yamlOf } from './sample-manifests';

export type Fields = Readonly<Record<string, unknown>>;

/** A workload whose one container and pod have these fields beside a GPU. */
export function server(container: Fields = {}, pod: Fields = {}, spec: Fields = {}): object {
  const containers = [
    {
      name: 'server',
      image: 'registry.example/bert:1',
      resources: { limits: { 'nvidia.com/gpu': '1' } },
      ...container,
    },
  ];
  const template = { metadata: { labels: { app: 'bert' } }, spec: { ...pod, containers } };
  return deployment({ spec: { ...spec, template } });
}

/** A preStop hook that runs a command. */
export function preStop(...command: readonly string[]): Fields {
  return { lifecycle: { preStop: { exec: { command } } } };
}

/** A probe that gives up after this many failures, one each 10 seconds. */
export function probe(failureThreshold: unknown): Fields {
  return { httpGet: { path: '/health', port: 8000 }, periodSeconds: 10, failureThreshold };
}

/** Judges objects in a cluster with a pool of so many whole GPUs. */
export function judgeOnPool(count: number, ...objects: readonly object[]): ValidationReport {
  const gpuPools = [{ name: 'a10', gpu: 'A10', allocation: 'dedicated', count }];
  return judgeOnCluster({ gpuPools }, ...objects);
}

/** Judges objects in a cluster of which these facts are known. */
export function judgeOnCluster(facts: Fields, ...objects: readonly object[]): ValidationReport {
  const cluster = { name: 'prod', paths: ['.'], ...facts };
  return judgeSample({
    files: { 'foresail.yaml': stringify({ clusters: [cluster] }), 'sample.yaml': yamlOf(...objects) },
  });
}

/** Rolls out by adding a pod first. */
export const ADD_FIRST = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };

/** Rolls out by taking a pod away first. */
export const TAKE_FIRST = { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } };
