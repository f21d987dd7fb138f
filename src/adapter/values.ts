import { type Labels, labelValue } from '../series/labels';

/** Of a query's result: labels and a value. */
export interface ResultSample {
  readonly labels: Labels;
  readonly value: number;
}

/** A value as the metrics APIs serve it. */
export interface ServedValue {
  /** Thousandths. */
  readonly milli: bigint;
  /** What the conversion did to a value that has no thousandths: the HPA sees something else than Prometheus. */
  readonly distorted?: 'nan-to-zero' | 'overflow';
}

/** The least 64-bit number: what amd64 makes of a value beyond the range. Other processors differ. */
const OVERFLOW = -(2n ** 63n);
const LIMIT = 2 ** 63;

/** The custom metrics API: NaN becomes 0, thousandths are cut off, not rounded. */
export function customValue(value: number): ServedValue {
  return Number.isNaN(value) ? { milli: 0n, distorted: 'nan-to-zero' } : truncated(value);
}

/** The external metrics API: as the custom one, but NaN overflows. */
export function externalValue(value: number): ServedValue {
  return Number.isNaN(value) ? { milli: OVERFLOW, distorted: 'overflow' } : truncated(value);
}

function truncated(value: number): ServedValue {
  const milli = Math.trunc(value * 1000);
  if (milli >= LIMIT || milli < -LIMIT) return { milli: OVERFLOW, distorted: 'overflow' };
  return { milli: BigInt(milli) };
}

/** One item of the answer. */
export interface ObjectValue extends ServedValue {
  readonly name: string;
}

/** How the samples of a query find their objects. */
export interface ObjectValues {
  /** In the order of the objects asked for; those without a sample are silently left out. */
  readonly items: readonly ObjectValue[];
  readonly missing: readonly string[];
  /** Objects with more than one sample: the last one is served, and their order is not specified. */
  readonly ambiguous: readonly string[];
  /** Samples that carry no label for the object, or name one that was not asked for. */
  readonly unmatched: readonly ResultSample[];
}

/** Matches samples to objects by the one label of the resource; namespaces and other labels play no part. */
export function valuesOfObjects(
  samples: readonly ResultSample[],
  label: string,
  names: readonly string[],
): ObjectValues {
  const byName = new Map<string, ResultSample[]>();
  for (const sample of samples) {
    const name = labelValue(sample.labels, label);
    const known = byName.get(name);
    if (known) known.push(sample);
    else byName.set(name, [sample]);
  }
  const asked = new Set(names.filter((name) => name !== ''));
  return {
    items: names.flatMap((name) => {
      const last = asked.has(name) ? byName.get(name)?.at(-1) : undefined;
      return last ? [{ name, ...customValue(last.value) }] : [];
    }),
    missing: names.filter((name) => !byName.has(name)),
    ambiguous: names.filter((name) => (byName.get(name)?.length ?? 0) > 1),
    unmatched: samples.filter(({ labels }) => !asked.has(labelValue(labels, label))),
  };
}
