import { HPA_API_VERSIONS } from '../../kubernetes/served-api';
import type { Json } from '../../source/node';
import { type Pointer, pointer } from '../../source/pointer';
import { ReadObject } from '../read-field';
import type { BehaviorReading, HpaReading, HpaReplicas, HpaVersion, RulesReading } from './hpa-reading';
import { readCpuPercentage, readMetric, readObjectReference } from './read-metric';

const METRICS_ANNOTATION = 'autoscaling.alpha.kubernetes.io/metrics';

/**
 * Reads an HPA of any API version from plain JSON into the field names of `autoscaling/v2`. Never throws: what is missing
 * or of another type is left out, and every field keeps its JSON pointer, so that a finding can say where it stands.
 *
 * @param json the manifest, as parsed from YAML or JSON
 */
export function readHpa(json: Json): HpaReading {
  const root = new ReadObject(json, '');
  const metadata = root.object('metadata');
  const spec = root.object('spec');
  const version = versionOf(root.string('apiVersion').value);
  const metrics = readMetrics(spec, version);
  const metricsAnnotation = version === 'v1' ? annotationOf(metadata) : undefined;
  return {
    version,
    apiVersion: root.string('apiVersion'),
    name: metadata.string('name'),
    namespace: metadata.string('namespace'),
    scaleTargetRef: readObjectReference(spec.object('scaleTargetRef')),
    ...readReplicas(spec),
    metrics,
    metricsDefaulted: metrics.length === 0 && metricsAnnotation === undefined,
    metricsAnnotation,
    behavior: version === 'v1' || version === 'v2beta1' ? undefined : readBehavior(spec.object('behavior')),
  };
}

/** The part of `readHpa` that the arithmetic of replicas needs. */
export function readHpaReplicas(json: Json): HpaReplicas {
  return readReplicas(new ReadObject(json, '').object('spec'));
}

function readReplicas(spec: ReadObject): HpaReplicas {
  return { minReplicas: spec.integer('minReplicas'), maxReplicas: spec.integer('maxReplicas') };
}

/** The HPA version of an apiVersion. */
function versionOf(apiVersion: string | undefined): HpaVersion | undefined {
  return (['v1', ...HPA_API_VERSIONS] as const).find((version) => apiVersion === `autoscaling/${version}`);
}

function readMetrics(spec: ReadObject, version: HpaVersion | undefined) {
  if (version === 'v1') return spec.has('targetCPUUtilizationPercentage') ? [readCpuPercentage(spec)] : [];
  return spec.list('metrics').map((entry) => readMetric(entry, version));
}

function annotationOf(metadata: ReadObject): Pointer | undefined {
  const annotations = metadata.object('annotations');
  return annotations.has(METRICS_ANNOTATION) ? annotations.path + pointer(METRICS_ANNOTATION) : undefined;
}

function readBehavior(fields: ReadObject): BehaviorReading | undefined {
  if (!fields.given) return undefined;
  return {
    path: fields.path,
    scaleUp: readRules(fields.object('scaleUp')),
    scaleDown: readRules(fields.object('scaleDown')),
  };
}

function readRules(fields: ReadObject): RulesReading | undefined {
  if (!fields.given) return undefined;
  return {
    path: fields.path,
    stabilizationWindowSeconds: fields.integer('stabilizationWindowSeconds'),
    selectPolicy: fields.string('selectPolicy'),
    tolerance: fields.quantity('tolerance'),
    policiesPath: fields.object('policies').path,
    policies: Array.isArray(fields.object('policies').json)
      ? fields.list('policies').map((rate) => ({
          path: rate.path,
          type: rate.string('type'),
          value: rate.integer('value'),
          periodSeconds: rate.integer('periodSeconds'),
        }))
      : undefined,
  };
}
