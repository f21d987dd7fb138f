import { evaluationError, type PromQLError } from '../promql-error';
import type { VectorMatching } from '../syntax/ast';
import type { TextSpan } from '../syntax/text-span';
import type { LabelSet } from './label-set';

/** Two elements on the side that may have one per match. */
export function manyToMany({ group }: VectorMatching, a: LabelSet, b: LabelSet, span: TextSpan): PromQLError {
  const side = group === 'right' ? 'left' : 'right';
  const message = `two series on the ${side} side match the same elements: ${a} and ${b}; match on labels that tell them apart`;
  return evaluationError('many-to-many', message, span);
}

/** Several elements on the left for one on the right, without a word that allows it. */
export function manyToOne(span: TextSpan): PromQLError {
  const message =
    'several elements on the left match one on the right; write group_left or group_right where that is meant';
  return evaluationError('many-to-one', message, span);
}

/** Several results of one match with the same labels. */
export function groupNotUnique(labels: LabelSet, span: TextSpan): PromQLError {
  const message = `several matches come out with the labels ${labels}; the labels of the "many" side have to tell them apart`;
  return evaluationError('group-not-unique', message, span);
}
