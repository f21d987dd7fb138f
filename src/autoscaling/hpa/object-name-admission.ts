import { isPathSegmentName, PATH_SEGMENT_RULE } from '../../kubernetes/names';
import type { HpaAdmissionProblem } from './admission-problem';
import type { ObjectReading } from './hpa-reading';

/** Kind and name become parts of a request path. A missing one is the schema's matter. */
export function objectNameProblems(object: ObjectReading, field: string): readonly HpaAdmissionProblem[] {
  return [object.kind, object.name].flatMap(({ value, path }): readonly HpaAdmissionProblem[] => {
    if (value === undefined || isPathSegmentName(value)) return [];
    const key = path.slice(path.lastIndexOf('/') + 1);
    return [
      {
        code: 'object-reference',
        path,
        message: `${field}.${key} is "${value}"`,
        help: `${key}: ${PATH_SEGMENT_RULE}`,
      },
    ];
  });
}
