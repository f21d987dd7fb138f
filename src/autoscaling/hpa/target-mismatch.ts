import type { Pointer } from '../../source/pointer';
import type { MetricReading } from './hpa-reading';
import { TARGET_TYPES } from './model';

/** A target whose type does not say what the controller does with it. The API server accepts it. */
export interface TargetMismatch {
  readonly path: Pointer;
  /** True where the controller can only fail; false where it works, by another field than the type names. */
  readonly fails: boolean;
  readonly written: string;
  /** The type that says what happens. */
  readonly expected: string;
  readonly message: string;
  readonly help: string;
}

/**
 * Finds a target type that contradicts the field that is set. The API server does not compare them; Pods, External and
 * Resource metrics follow the field, an Object metric needs both to agree.
 */
export function targetMismatchOf({ source, target }: MetricReading): TargetMismatch | undefined {
  const written = target.type.value;
  // Without a text of its own the type was concluded from the fields, as in v2beta1.
  if (written === undefined || target.type.written === undefined) return undefined;
  // One that does not exist is refused, whatever it says.
  if (!TARGET_TYPES.includes(written)) return undefined;
  const expected = expectedType(source, {
    value: target.value.given,
    averageValue: target.averageValue.given,
    averageUtilization: target.averageUtilization.given,
  });
  if (expected === undefined || expected.includes(written)) return undefined;
  const fails = source === 'Object';
  const field = fieldOf(expected[0]!);
  return {
    path: target.type.path,
    fails,
    written,
    expected: expected[0]!,
    message: fails
      ? `target.type is ${written}, but ${field} is set: the controller finds no target and does not scale`
      : `target.type is ${written}, but ${field} is set: the controller follows ${field}, so this works as ${expected[0]}`,
    help: `write type: ${expected[0]}`,
  };
}

interface GivenFields {
  readonly value: boolean;
  readonly averageValue: boolean;
  readonly averageUtilization: boolean;
}

/** The types that agree with the fields, the one to write first; undefined where the fields themselves are wrong. */
function expectedType(source: MetricReading['source'], given: GivenFields): readonly string[] | undefined {
  switch (source) {
    case 'Pods':
      return given.averageValue ? ['AverageValue'] : undefined;
    case 'External':
    case 'Object':
      if (given.value && given.averageValue) return source === 'Object' ? ['Value', 'AverageValue'] : undefined;
      return given.value ? ['Value'] : given.averageValue ? ['AverageValue'] : undefined;
    case 'Resource':
    case 'ContainerResource':
      if (given.averageValue === given.averageUtilization) return undefined;
      return given.averageValue ? ['AverageValue'] : ['Utilization'];
    default:
      return undefined;
  }
}

function fieldOf(type: string): string {
  return type === 'Utilization' ? 'averageUtilization' : type === 'Value' ? 'value' : 'averageValue';
}
