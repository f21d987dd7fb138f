import { type Pointer, pointer } from '../../source/pointer';
import type { ReadObject } from '../read-field';

/** A field that no source about AHPA shows. */
export interface UnknownField {
  readonly path: Pointer;
  readonly name: string;
  /** The fields known at this place. */
  readonly allowed: readonly string[];
}

/** The known fields of an object; `list` where the field holds a list of such objects, `open` where any key may stand. */
type Shape = 'value' | 'open' | { readonly [field: string]: Shape } | { readonly list: Shape };

const OBJECT_REFERENCE = { apiVersion: 'value', kind: 'value', name: 'value' } as const;

/** Reconstructed from the vendor's samples and parameter tables: no CRD is public. */
const SPEC: Shape = {
  scaleTargetRef: OBJECT_REFERENCE,
  metrics: {
    list: {
      type: 'value',
      resource: { name: 'value', target: { type: 'value', averageUtilization: 'value' } },
      external: {
        metric: { name: 'value', selector: 'open' },
        target: { type: 'value', averageValue: 'value', value: 'value' },
      },
      // Sources that AHPA does not read; the metric type is reported instead.
      pods: 'open',
      object: 'open',
      containerResource: 'open',
    },
  },
  minReplicas: 'value',
  maxReplicas: 'value',
  scaleStrategy: 'value',
  stabilizationWindowSeconds: 'value',
  prediction: { quantile: 'value', scaleUpForward: 'value' },
  instanceBounds: {
    list: {
      startTime: 'value',
      endTime: 'value',
      bounds: { list: { cron: 'value', minReplicas: 'value', maxReplicas: 'value' } },
    },
  },
};

const ROOT: Shape = { apiVersion: 'value', kind: 'value', metadata: 'open', spec: SPEC, status: 'open' };

/** Every field outside the reconstructed shape. */
export function unknownFieldsOf(root: ReadObject): readonly UnknownField[] {
  const found: UnknownField[] = [];
  collect(root, ROOT, found);
  return found;
}

function collect(node: ReadObject, shape: Shape, found: UnknownField[]): void {
  if (typeof shape === 'string') return;
  const fields = shape as { readonly [field: string]: Shape };
  const allowed = Object.keys(fields);
  for (const key of node.keys()) {
    if (!Object.hasOwn(fields, key)) {
      found.push({ path: node.path + pointer(key), name: key, allowed });
      continue;
    }
    const child = fields[key]!;
    if (isList(child)) for (const item of node.list(key)) collect(item, child.list, found);
    else collect(node.object(key), child, found);
  }
}

function isList(shape: Shape): shape is { readonly list: Shape } {
  return typeof shape === 'object' && Object.hasOwn(shape, 'list');
}
