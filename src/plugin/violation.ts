import type { ValidationViolation } from 'cdk8s-cli/plugins';
import type { Diagnostic } from '../checks/validation-report';
import { locationOf } from '../report/location';
import { safeText } from '../report/printable';
import { describeObject, type ObjectReference, type Place } from '../source/finding';
import type { InputError } from '../source/input-error';
import type { UncheckedCause } from './unchecked-causes';

/** A finding, as cdk8s reports what is wrong. */
export function diagnosticViolation(diagnostic: Diagnostic): ValidationViolation {
  const { check, severity, message, help, object, place } = diagnostic;
  return violation(check, `${severity}: ${message}`, help, placeOf(object, place));
}

/** What could not be checked for one cause, at the first place where it was met. */
export function uncheckedViolation({ awaited, reasons }: UncheckedCause, capture: string): ValidationViolation {
  const { check, object, place, outcome } = reasons[0]!.first;
  const isOneCheck = reasons.flatMap(({ checks }) => checks).length === 1;
  const texts = reasons.map(({ reason, checks }) => (isOneCheck ? reason : `${reason}: ${checks.join(', ')}`));
  return violation(
    isOneCheck ? check : 'not checked',
    `${awaited ? 'not checkable yet' : 'not checked'}: ${texts.join('; ')}`,
    awaited ? `Nothing for now. Once it runs: ${capture}` : outcome === 'skipped' ? takeOne(capture) : giveIt(capture),
    placeOf(object, place),
  );
}

function takeOne(capture: string): string {
  return `Take a snapshot: ${capture}. Then name it in the cluster: snapshot: 'FILE'.`;
}

function giveIt(capture: string): string {
  return `Give what the check needs. Where series are missing, take the snapshot again: ${capture}. Else suppress it with a reason in foresail.yaml.`;
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
