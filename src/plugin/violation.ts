import type { ValidationViolation } from 'cdk8s-cli/plugins';
import type { Diagnostic, NotChecked } from '../checks/validation-report';
import { locationOf } from '../report/location';
import { safeText } from '../report/printable';
import { describeObject, type ObjectReference, type Place } from '../source/finding';
import type { InputError } from '../source/input-error';

/** A finding, as cdk8s reports what is wrong. */
export function diagnosticViolation(diagnostic: Diagnostic): ValidationViolation {
  const { check, severity, message, help, object, place } = diagnostic;
  return violation(check, `${severity}: ${message}`, help, placeOf(object, place));
}

/** What could not be checked. */
export function uncheckedViolation({ check, reason, object, place }: NotChecked): ValidationViolation {
  const help = 'Give what the check needs, or suppress it with a reason in foresail.yaml.';
  return violation(check, `not checked: ${reason}`, help, placeOf(object, place));
}

/** Input that could not be read. */
export function inputErrorViolation({ message, help, at }: InputError): ValidationViolation {
  if (typeof at === 'object') return violation('input', message, help, placeOf(undefined, { span: at, path: '' }));
  const file = at ?? '';
  return violation('input', message, help, { resourceName: file, locations: [file], manifestPath: file });
}

type Resource = ValidationViolation['violatingResources'][number];

function violation(ruleName: string, recommendation: string, fix: string, resource: Resource): ValidationViolation {
  return { ruleName, recommendation: safeText(recommendation), fix: safeText(fix), violatingResources: [resource] };
}

function placeOf(object: ObjectReference | undefined, { span, path }: Place): Resource {
  const { file, line, column } = locationOf(span);
  const place = `line ${line}, column ${column}`;
  return {
    resourceName: safeText(object ? describeObject(object) : file),
    locations: [path === '' ? place : safeText(`${path} (${place})`)],
    manifestPath: safeText(file),
  };
}
