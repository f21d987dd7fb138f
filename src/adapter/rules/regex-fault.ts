import type { Re2Error } from '../../series/re2';
import type { LoadFault } from './load-error';

/** A pattern that RE2 refuses, as L6. */
export function regexFault(field: string, pattern: string, { message }: Re2Error): LoadFault {
  return {
    code: 'L6',
    message: `${field} is no regular expression of Go (RE2): ${message}`,
    help: regexHelp(pattern),
  };
}

/** What people most often bring along from other dialects. */
function regexHelp(pattern: string): string {
  if (/\(\?[=!]|\(\?<[=!]/.test(pattern)) {
    return 'RE2 has no look-ahead or look-behind: exclude series with seriesFilters and isNot instead';
  }
  if (/\\[1-9]/.test(pattern)) return 'RE2 has no back-references: write the text out, or use two rules';
  if (/^[*+?]/.test(pattern)) return 'nothing stands before the repetition: write .* for "anything"';
  return 'use the syntax of RE2; a literal parenthesis or bracket is written with a backslash';
}
