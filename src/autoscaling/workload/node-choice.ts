import type { ReadObject } from '../read-field';

/** What pods require of a node's label. */
export interface NodeRequirement {
  readonly key: string;
  readonly operator: (typeof OPERATORS)[number];
  readonly values: readonly string[];
}

/** The nodes that pods may run on, by `nodeSelector` and what `nodeAffinity` requires. */
export interface NodeChoice {
  /** All requirements of one of them hold; never empty. */
  readonly terms: readonly (readonly NodeRequirement[])[];
  /** More is required, which cannot be read, or which labels do not answer. */
  readonly unclear: boolean;
}

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'] as const;

/** Any node. */
export const ANY_NODE: NodeChoice = { terms: [[]], unclear: false };

/** Reads the choice of a pod's `spec`. Source: pkg/apis/core, NodeSelector: terms are alternatives, and an empty one matches no node. */
export function readNodeChoice(pod: ReadObject): NodeChoice {
  const selected = selectedLabels(pod.object('nodeSelector'));
  const required = pod
    .object('affinity')
    .object('nodeAffinity')
    .object('requiredDuringSchedulingIgnoredDuringExecution');
  const written = required.list('nodeSelectorTerms');
  if (written.length === 0) return { terms: [selected], unclear: false };
  const terms = written.filter((term) => term.keys().length > 0).map(readTerm);
  if (terms.length === 0) return { terms: [selected], unclear: true };
  return {
    terms: terms.map(({ requirements }) => [...selected, ...requirements]),
    unclear: terms.some((term) => term.unclear),
  };
}

/** The labels with the one value that every term requires. */
export function labelsChosen({ terms }: NodeChoice): { readonly [label: string]: string } {
  const [first = [], ...others] = terms.map((term) =>
    term.flatMap(({ key, operator, values }) =>
      operator === 'In' && values.length === 1 ? [[key, values[0]!] as const] : [],
    ),
  );
  const isEverywhere = ([key, value]: readonly [string, string]) =>
    others.every((labels) => labels.some((label) => label[0] === key && label[1] === value));
  return Object.fromEntries(first.filter(isEverywhere));
}

function selectedLabels(nodeSelector: ReadObject): readonly NodeRequirement[] {
  return nodeSelector.keys().flatMap((key): NodeRequirement[] => {
    const { value } = nodeSelector.string(key);
    return value === undefined ? [] : [{ key, operator: 'In', values: [value] }];
  });
}

function readTerm(term: ReadObject): { readonly requirements: readonly NodeRequirement[]; readonly unclear: boolean } {
  const read = term.list('matchExpressions').map(readRequirement);
  const requirements = read.filter((requirement) => requirement !== undefined);
  return {
    requirements,
    unclear: term.list('matchFields').length > 0 || requirements.length < read.length || read.length === 0,
  };
}

function readRequirement(expression: ReadObject): NodeRequirement | undefined {
  const key = expression.string('key').value;
  const operator = OPERATORS.find((known) => known === expression.string('operator').value);
  if (key === undefined || operator === undefined) return undefined;
  const values = expression.list('values').flatMap(({ json }) => (typeof json === 'string' ? [json] : []));
  const isRead = values.length === expression.list('values').length;
  return isRead && fits(operator, values) ? { key, operator, values } : undefined;
}

function fits(operator: NodeRequirement['operator'], values: readonly string[]): boolean {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length > 0;
    case 'Exists':
    case 'DoesNotExist':
      return values.length === 0;
    default:
      return values.length === 1 && isWholeNumber(values[0]!);
  }
}

/** Labels are compared as whole numbers. */
export function isWholeNumber(text: string): boolean {
  return /^[+-]?\d{1,15}$/.test(text);
}
