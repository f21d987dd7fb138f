import { formatString } from '../promql/syntax/string-text';
import { type Labels, labelValue, METRIC_NAME } from '../series/labels';
import { escapePattern } from './escape-pattern';

/** The narrowest selector of equalities, and of one list of names, that selects all of these series. It may select others. */
export function selectorFor(series: readonly Labels[]): string {
  const [first, ...others] = series;
  const shared = Object.entries(first!).filter(([name, value]) =>
    others.every((labels) => labelValue(labels, name) === value),
  );
  const names = [...new Set(series.map((labels) => labelValue(labels, METRIC_NAME)))].sort();
  const byNames = names.length === 1 ? [] : [`__name__=~${formatString(names.map(escapePattern).join('|'))}`];
  return `{${[...byNames, ...shared.map(([name, value]) => `${writeName(name)}=${formatString(value)}`)].join(',')}}`;
}

function writeName(name: string): string {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) ? name : formatString(name);
}
