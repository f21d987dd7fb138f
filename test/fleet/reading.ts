import type { ProjectConfig } from '../../src/config/project-config';
import { readProjectFile } from '../../src/config/project-file';
import type { Fleet } from '../../src/fleet/fleet';
import { type FleetReading, type ReadFleetsOptions, readFleets } from '../../src/fleet/read-fleets';
import type { Span } from '../../src/source/source-file';
import { SourceFile } from '../../src/source/source-file';

/** Reads files given by name. */
export function readFiles(
  files: { readonly [name: string]: string },
  options: ReadFleetsOptions = {},
  project = '',
): FleetReading {
  const inputs = Object.entries(files).map(([name, text]) => ({ name, text }));
  return readFleets(inputs, projectOf(project), options);
}

function projectOf(text: string): ProjectConfig {
  return readProjectFile(new SourceFile('foresail.yaml', text));
}

/** The one fleet of one file. */
export function fleetOf(text: string, options: ReadFleetsOptions = {}): Fleet {
  const { fleets, errors } = readFiles({ 'a.yaml': text }, options);
  expect(errors).toEqual([]);
  expect(fleets).toHaveLength(1);
  return fleets[0]!;
}

/** `file:line:column` and the text there. */
export function shownSpan({ file, start, end }: Span): string {
  const { line, column } = file.positionAt(start);
  return `${file.name}:${line}:${column} ${file.text.slice(start, end)}`;
}

export const clusterYaml = (name: string, extra = '') => `apiVersion: foresail.dev/v1
kind: Cluster
metadata: {name: ${name}}
spec:
  kubernetes: "1.28"
  labelConvention: ack
  pipeline: {kind: ackAdapter}
  gpuPools: []
${extra}`;

export const deployment = (name: string, namespace = 'default') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: main, image: model}]}
`;

export const hpa = (name: string, target: string, namespace = 'default') => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  scaleTargetRef: ${target}
  minReplicas: 1
  maxReplicas: 2
`;

export const deploymentTarget = (name: string) => `{apiVersion: apps/v1, kind: Deployment, name: ${name}}`;
