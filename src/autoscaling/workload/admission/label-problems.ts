import { isLabelKey, isLabelValue, LABEL_KEY_RULE, LABEL_VALUE_RULE } from '../../../kubernetes/names';
import type { ReadObject } from '../../read-field';
import { type AdmissionProblem, mustBe } from './admission-problem';

/** What is wrong with the labels and annotations of a `metadata`. Source: apimachinery, ValidateLabels and ValidateAnnotations. */
export function metadataProblems(metadata: ReadObject): readonly AdmissionProblem[] {
  return [...labelProblems(metadata.object('labels'), 'labels'), ...annotationProblems(metadata.object('annotations'))];
}

/** @param what the field, as a message names it */
export function labelProblems(labels: ReadObject, what: string): readonly AdmissionProblem[] {
  return labels.keys().flatMap((key): AdmissionProblem[] => {
    const { path, value } = labels.string(key);
    if (!isLabelKey(key)) {
      return [{ path, message: `${what} has "${key}", which is no label key`, help: mustBe(LABEL_KEY_RULE) }];
    }
    if (value === undefined || isLabelValue(value)) return [];
    const message = `${what} has "${value}" for ${key}, which is no label value`;
    return [{ path, message, help: mustBe(LABEL_VALUE_RULE) }];
  });
}

/** The key of an annotation may have capitals before its slash. */
function annotationProblems(annotations: ReadObject): readonly AdmissionProblem[] {
  return annotations
    .keys()
    .filter((key) => !isLabelKey(key.toLowerCase()))
    .map((key) => ({
      path: annotations.string(key).path,
      message: `annotations has "${key}", which is no key of an annotation`,
      help: mustBe(LABEL_KEY_RULE),
    }));
}
