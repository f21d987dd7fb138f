import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Validation, ValidationContext } from 'cdk8s-cli/plugins';
import { validate } from '../checks/validate';
import type { Diagnostic, NotChecked, ValidationReport } from '../checks/validation-report';
import { readProject } from '../config/read-project';
import { loadSnapshots } from '../fleet/load-snapshots';
import { readFleets } from '../fleet/read-fleets';
import { locationOf } from '../report/location';
import { summaryOf } from '../report/summary';
import { describeObject } from '../source/finding';
import type { InputError } from '../source/input-error';

/** The `properties` of the plugin in `cdk8s.yaml`. */
export interface ForesailValidationProps {
  /** The snapshot file to judge with. @default the one that each cluster's facts name */
  readonly snapshot?: string;
  /** The time to judge dates at, in ISO 8601. @default now */
  readonly now?: string;
}

/** Fails the synthesis on errors, on warnings, and on what could not be checked. */
export class ForesailValidation implements Validation {
  public constructor(private readonly props: ForesailValidationProps = {}) {}

  public async validate(context: ValidationContext): Promise<void> {
    const { report, errors } = this.judge(context.manifests);
    for (const diagnostic of report.diagnostics) addDiagnostic(context, diagnostic);
    for (const entry of report.notChecked) addNotChecked(context, entry);
    for (const error of errors) addInputError(context, error);
    const { errors: faults, warnings, infos, checks } = summaryOf(report);
    const failed = faults + warnings + report.notChecked.length + errors.length > 0;
    context.report.submit(failed ? 'failure' : 'success', {
      findings: `${faults} errors, ${warnings} warnings, ${infos} infos`,
      checks: `${checks.passed} passed, ${checks.failed} failed, ${checks.notCheckable} not checkable, ${checks.skipped} skipped`,
    });
  }

  private judge(manifests: readonly string[]): { report: ValidationReport; errors: readonly InputError[] } {
    const files = manifests.map((path) => ({
      name: relative(process.cwd(), path).split(sep).join('/'),
      text: readFileSync(path, 'utf8'),
    }));
    const project = readProject();
    const reading = readFleets(files, project);
    const { snapshots, errors } = loadSnapshots(reading.fleets, this.props.snapshot);
    const report = validate(reading.fleets, { snapshots, project, now: this.now(), notModelled: reading.notModelled });
    return { report, errors: [...reading.errors, ...errors] };
  }

  private now(): number {
    if (this.props.now === undefined) return Date.now();
    const time = Date.parse(this.props.now);
    if (!Number.isNaN(time)) return time;
    throw new Error(`the plugin's property "now" is "${this.props.now}"; write an ISO 8601 date such as 2026-11-21`);
  }
}

function addDiagnostic(
  { report }: ValidationContext,
  { check, message, help, object, place, severity }: Diagnostic,
): void {
  report.addViolation({
    ruleName: check,
    recommendation: `${severity}: ${message}`,
    fix: help,
    violatingResources: [resource(object ? describeObject(object) : place.path, place.path, place.span)],
  });
}

function addNotChecked({ report }: ValidationContext, { check, reason, object, place }: NotChecked): void {
  report.addViolation({
    ruleName: check,
    recommendation: `not checked: ${reason}`,
    fix: 'Give what the check needs, or suppress it with a reason in foresail.yaml.',
    violatingResources: [resource(object ? describeObject(object) : place.path, place.path, place.span)],
  });
}

function addInputError({ report }: ValidationContext, { message, help, at }: InputError): void {
  const manifestPath = typeof at === 'object' ? at.file.name : (at ?? '');
  report.addViolation({
    ruleName: 'input',
    recommendation: message,
    fix: help,
    violatingResources: [{ resourceName: manifestPath, locations: [], manifestPath }],
  });
}

function resource(resourceName: string, path: string, span: Diagnostic['place']['span']) {
  const { file, line, column } = locationOf(span);
  return { resourceName, locations: [`${path} (line ${line}, column ${column})`], manifestPath: file };
}
