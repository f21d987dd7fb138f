import { METRIC_NAME } from '../series/labels';
import type { Matcher } from '../series/matcher';

/** Whether every series that some matchers select is among those that others select. Errs on the side of "no". */
export function isCoveredBy(query: readonly Matcher[], by: readonly Matcher[]): boolean {
  return by.every((matcher) => letsAll(matcher) || isImplied(matcher, query));
}

/** Every series has a name, and any label passes `.*`. */
function letsAll({ name, op, value }: Matcher): boolean {
  if (op === '=~' && value === '.*') return true;
  return name === METRIC_NAME && ((op === '=~' && value === '.+') || (op === '!=' && value === ''));
}

function isImplied(matcher: Matcher, given: readonly Matcher[]): boolean {
  return given.some(
    ({ name, op, value }) =>
      name === matcher.name &&
      ((op === '=' && matcher.matches(value)) ||
        (op === matcher.op && value === matcher.value) ||
        // Whatever the value, as long as there is one.
        (op === '!=' && value === '' && matcher.op === '=~' && matcher.value === '.+')),
  );
}
