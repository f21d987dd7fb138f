import type { OutcomeCounts, ValidationReport } from '../checks/validation-report';
import type { Severity } from '../source/finding';

export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly notModelled: number;
  readonly checks: OutcomeCounts;
}

export function summaryOf(report: ValidationReport): Summary {
  const having = (severity: Severity) =>
    report.diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  return {
    errors: having('error'),
    warnings: having('warning'),
    infos: having('info'),
    notModelled: report.notModelled.length,
    checks: report.outcomes,
  };
}

/** The report with those findings alone that the base lacks. */
export function onlyNew(report: ValidationReport): ValidationReport {
  return { ...report, diagnostics: report.diagnostics.filter(({ isNew }) => isNew) };
}
