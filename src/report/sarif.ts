import { CHECK_LIST } from '../checks/registry';
import type { Diagnostic, ValidationReport } from '../checks/validation-report';
import { describeObject, type ObjectReference, type Severity } from '../source/finding';
import type { InputError } from '../source/input-error';
import type { Span } from '../source/source-file';
import { messageText } from './finding-text';
import { fingerprintsOf } from './fingerprint';
import { groupedUnchecked } from './grouped-unchecked';
import { safeText } from './printable';

export interface SarifOptions {
  /** The version of Foresail. */
  readonly version: string;
  /** The page of a check, in Markdown. */
  readonly pageOf: (check: string) => string;
}

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const LEVELS: { readonly [severity in Severity]: string } = { error: 'error', warning: 'warning', info: 'note' };

/** SARIF 2.1.0: findings as results, with the page of each check; what could not be read or told as notifications. */
export function formatSarif(
  report: ValidationReport,
  inputErrors: readonly InputError[],
  options: SarifOptions,
): string {
  const ids = [...new Set(report.diagnostics.map(({ check }) => check))].sort();
  const fingerprints = fingerprintsOf(report.diagnostics);
  const driver = {
    name: 'foresail',
    semanticVersion: options.version,
    rules: ids.map((id) => ruleOf(id, options.pageOf(id))),
  };
  const run = {
    tool: { driver },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: inputErrors.length === 0,
        toolExecutionNotifications: [...inputErrors.map(inputErrorNotification), ...uncheckedNotifications(report)],
      },
    ],
    results: report.diagnostics.map((diagnostic, at) =>
      resultOf(diagnostic, ids.indexOf(diagnostic.check), fingerprints[at]!),
    ),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
}

function ruleOf(id: string, page: string): object {
  const { title, severity } = CHECK_LIST.find((check) => check.id === id)!;
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: title },
    help: { text: `foresail checks ${id}`, markdown: page },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: [id.slice(0, id.indexOf('/'))] },
  };
}

function resultOf(diagnostic: Diagnostic, ruleIndex: number, fingerprint: string): object {
  const { check, severity, help, cluster, object, place, isNew } = diagnostic;
  return {
    ruleId: check,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: withoutLinks(`${messageText(diagnostic)}. ${safeText(help)}`) },
    locations: [locationOf(place.span, object)],
    partialFingerprints: { 'foresail/v1': fingerprint },
    ...(isNew !== undefined && { baselineState: isNew ? 'new' : 'unchanged' }),
    properties: { cluster: safeText(cluster), path: safeText(place.path) },
  };
}

function inputErrorNotification({ code, message, help, at }: InputError): object {
  const location = typeof at === 'object' ? locationOf(at) : at !== undefined && { physicalLocation: artifactOf(at) };
  return {
    level: 'error',
    message: { text: withoutLinks(safeText(`${message}. ${help}`)) },
    descriptor: { id: `input/${code}` },
    ...(location && { locations: [location] }),
  };
}

function uncheckedNotifications({ notChecked }: ValidationReport): readonly object[] {
  return groupedUnchecked(notChecked, 'notCheckable').map(({ check, reason, cluster, first, count }) => ({
    level: 'note',
    message: { text: withoutLinks(safeText(`not checkable: ${reason} (${cluster}, ${count} of them)`)) },
    descriptor: { id: check },
    locations: [locationOf(first.place.span, first.object)],
  }));
}

function locationOf(span: Span, object?: ObjectReference): object {
  return {
    physicalLocation: { ...artifactOf(span.file.name), region: regionOf(span) },
    ...(object && { logicalLocations: [{ fullyQualifiedName: safeText(describeObject(object)), kind: 'object' }] }),
  };
}

function artifactOf(file: string): { readonly artifactLocation: { readonly uri: string } } {
  return { artifactLocation: { uri: uriOf(file) } };
}

/** A place without extent, at the start of a file, is the line. */
function regionOf({ file, start, end }: Span): object {
  const first = file.positionAt(start);
  if (end <= start) return { startLine: first.line };
  const last = file.positionAt(end);
  return { startLine: first.line, startColumn: first.column, endLine: last.line, endColumn: last.column };
}

/** A relative reference: from the root of the checkout, if the command ran there. */
function uriOf(file: string): string {
  const wellFormed = file.replace(/\p{Surrogate}/gu, '\ufffd');
  return wellFormed.split('/').map(encodeURIComponent).join('/');
}

/** `[text](target)` in a message would be a link. */
function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}
