import type { OutcomeCounts, ValidationReport } from '../checks/validation-report';
import { onlyNew, summaryOf } from './summary';

/** The last line of a report: how much of what was found, and how the checks ended. */
export function countsText(report: ValidationReport, inputErrors = 0): string {
  const { errors, warnings, infos, notModelled, checks } = summaryOf(report);
  const fresh = summaryOf(onlyNew(report));
  const counted = (amount: number, added: number, word: string) =>
    count(amount, word) + (report.base && amount > 0 ? ` (${added} new)` : '');
  const severities = [
    counted(errors, fresh.errors, 'error'),
    counted(warnings, fresh.warnings, 'warning'),
    counted(infos, fresh.infos, 'info'),
  ].join(', ');
  const unread = inputErrors > 0 ? `; ${count(inputErrors, 'input error')}: not everything was judged` : '';
  return `${severities}; checks: ${outcomesText(checks)}; ${notModelled} not modelled${unread}`;
}

/** How the checks ended: `failed` counts what an info was found for, too. */
export function outcomesText({ passed, failed, notCheckable, skipped }: OutcomeCounts): string {
  return `${passed} passed, ${failed} with findings, ${notCheckable} not checkable, ${skipped} skipped`;
}

/** `1 error`, `2 errors`. */
export function count(amount: number, word: string): string {
  return `${amount} ${word}${amount === 1 ? '' : 's'}`;
}
