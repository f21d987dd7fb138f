import { createHash } from 'node:crypto';
import type { Diagnostic, ValidationReport } from '../checks/validation-report';
import type { Severity } from '../source/finding';
import type { InputError } from '../source/input-error';
import { inputErrorLocation, messageText } from './finding-text';
import { fingerprintsOf } from './fingerprint';
import { locationOf } from './location';
import { safeText } from './printable';

const SEVERITIES: { readonly [severity in Severity]: string } = { error: 'critical', warning: 'minor', info: 'info' };

/** The code quality report of GitLab: a list of findings. GitLab compares it with the one of the target branch. */
export function formatGitlab(report: ValidationReport, inputErrors: readonly InputError[] = []): string {
  const fingerprints = fingerprintsOf(report.diagnostics);
  const issues = [
    ...inputErrors.map(inputErrorIssue),
    ...report.diagnostics.map((diagnostic, at) => issueOf(diagnostic, fingerprints[at]!)),
  ];
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}

function issueOf(diagnostic: Diagnostic, fingerprint: string): object {
  const { check, severity, help, cluster, place } = diagnostic;
  const { file, line } = locationOf(place.span);
  return {
    description: `${messageText(diagnostic)} (${safeText(cluster)}). ${safeText(help)}`,
    check_name: check,
    fingerprint,
    severity: SEVERITIES[severity],
    location: { path: file, lines: { begin: line } },
  };
}

function inputErrorIssue(error: InputError): object {
  const { file = '', line = 1 } = inputErrorLocation(error);
  return {
    description: safeText(`${error.message}. ${error.help}`),
    check_name: `input/${error.code}`,
    fingerprint: createHash('sha256')
      .update(JSON.stringify([error.code, file, error.message]))
      .digest('hex'),
    severity: 'blocker',
    location: { path: file, lines: { begin: line } },
  };
}
