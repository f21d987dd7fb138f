import type { Diagnostic, ValidationReport } from '../checks/validation-report';
import { describeObject } from '../source/finding';
import type { InputError } from '../source/input-error';
import { inputErrorLocation, locationText, messageText } from './finding-text';
import { groupedUnchecked } from './grouped-unchecked';
import { locationOf } from './location';
import { safeText } from './printable';

interface TestCase {
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  readonly check: string;
  readonly name: string;
  readonly file?: string | undefined;
  readonly body: string;
}

/**
 * One suite per cluster. Each error or warning is a failed test, each reason for which a check could not tell a skipped one,
 * each check that found nothing a passed one. An info is no failure: it is the output of a passed test.
 */
export function formatJunit(report: ValidationReport, inputErrors: readonly InputError[] = []): string {
  const suites = [
    ...(inputErrors.length > 0 ? [{ name: 'input', cases: inputErrors.map(inputErrorCase) }] : []),
    ...clusterNames(report).map((name) => ({ name, cases: uniquelyNamed(casesOf(name, report)) })),
  ];
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="foresail" ${countsOf(all)}>`,
    ...suites.flatMap(({ name, cases }) => [
      `  <testsuite name="${escaped(name)}" ${countsOf(cases)}>`,
      ...cases.map(caseXml),
      '  </testsuite>',
    ]),
    '</testsuites>\n',
  ].join('\n');
}

function clusterNames(report: ValidationReport): readonly string[] {
  const named = [
    ...report.clusters.map(({ context }) => context.name),
    ...report.diagnostics.map(({ cluster }) => cluster),
  ];
  return [...new Set(named)];
}

function casesOf(cluster: string, report: ValidationReport): readonly TestCase[] {
  const here = <T extends { readonly cluster: string }>(entries: readonly T[]) =>
    entries.filter((entry) => entry.cluster === cluster);
  const notChecked = here(report.notChecked);
  return [
    ...here(report.diagnostics).map(findingCase),
    ...(['notCheckable', 'skipped'] as const).flatMap((outcome) =>
      groupedUnchecked(notChecked, outcome).map(
        ({ check, reason, count }): TestCase => ({
          outcome: 'skipped',
          check,
          name: `${outcome === 'skipped' ? 'skipped' : 'not checkable'}: ${reason}`,
          body: `<skipped message="${escaped(`${reason} (${count} of them)`)}"/>`,
        }),
      ),
    ),
    ...here(report.checkOutcomes)
      .filter(
        ({ outcomes: { passed, failed, notCheckable, skipped } }) =>
          passed > 0 && failed + notCheckable + skipped === 0,
      )
      .map(({ check }): TestCase => ({ outcome: 'passed', check, name: 'passed', body: '' })),
  ];
}

function findingCase(diagnostic: Diagnostic): TestCase {
  const { check, severity, object, help, place, isNew } = diagnostic;
  const location = locationOf(place.span);
  const isFailure = severity !== 'info';
  const message = messageText(diagnostic);
  const text = escaped(`${locationText(location)}\n${message}\n${safeText(help)}`);
  return {
    outcome: isFailure ? 'failure' : 'passed',
    check,
    name: `${object ? describeObject(object) : location.file} ${place.path}`.trim(),
    file: location.file,
    body: isFailure
      ? `<failure type="${isNew ? 'new ' : ''}${severity}" message="${escaped(message)}">${text}</failure>`
      : `<system-out>${text}</system-out>`,
  };
}

function inputErrorCase(error: InputError): TestCase {
  const location = inputErrorLocation(error);
  const text = escaped([locationText(location), safeText(error.message), safeText(error.help)].join('\n'));
  return {
    outcome: 'error',
    check: `input/${error.code}`,
    name: `${locationText(location)} ${error.message}`.trim(),
    file: location.file,
    body: `<error type="${error.code}" message="${escaped(error.message)}">${text}</error>`,
  };
}

/** Readers tell tests apart by check and name. */
function uniquelyNamed(cases: readonly TestCase[]): readonly TestCase[] {
  const seen = new Map<string, number>();
  return cases.map((one) => {
    const key = JSON.stringify([one.check, one.name]);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? one : { ...one, name: `${one.name} (${count})` };
  });
}

function countsOf(cases: readonly TestCase[]): string {
  const having = (outcome: TestCase['outcome']) => cases.filter((one) => one.outcome === outcome).length;
  return `tests="${cases.length}" failures="${having('failure')}" errors="${having('error')}" skipped="${having('skipped')}"`;
}

function caseXml({ check, name, file, body }: TestCase): string {
  const place = file === undefined ? '' : ` file="${escaped(file)}"`;
  const head = `    <testcase classname="${escaped(check)}" name="${escaped(name)}"${place} time="0"`;
  return body === '' ? `${head}/>` : `${head}>${body}</testcase>`;
}

const ENTITIES: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for an element or an attribute. Characters that XML 1.0 has no way to write are replaced. */
function escaped(text: string): string {
  return text
    .split('\n')
    .map((line) => safeText(line).replace(/[\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd'))
    .join('\n')
    .replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}
