import type { Json } from './node';
import type { Pointer } from './pointer';
import type { Span } from './source-file';

/**
 * `error`: the cluster refuses it, or scaling does not do what the policy says. `warning`: it works today and will
 * surprise someone. `info`: worth knowing, nothing to mend.
 */
export type Severity = 'error' | 'warning' | 'info';

/** Names a Kubernetes object in messages and reports. */
export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Where a finding stands: a span of a file, and the JSON pointer in the object it belongs to. */
export interface Place {
  readonly span: Span;
  readonly path: Pointer;
}

/** What a check reports. Messages say what is wrong and why it hurts; help says what to do. */
export interface Finding {
  /** The check's id, `group/name`. */
  readonly check: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
  readonly place: Place;
  readonly object?: ObjectReference;
  /** The numbers and names behind the message, for machines. */
  readonly evidence?: { readonly [key: string]: Json };
}

/** `Deployment default/bert`, as messages write an object. */
export function describeObject(object: ObjectReference): string {
  return `${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name}`;
}
