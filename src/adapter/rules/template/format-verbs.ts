import { goQuote } from './go-quote';
import { TemplateExecutionError } from './template-error';
import { isList, printValue, type TemplateValue } from './value';

const VERB = /%([-+# 0]*[0-9*]*(?:\.[0-9*]*)?)(.|$)/gsu;

/** Go's Sprintf for the verbs %s, %v, %q, %d, %t and %%, without flags and widths. */
export function formatVerbs(format: string, values: readonly TemplateValue[]): string {
  let next = 0;
  const text = format.replace(VERB, (_, flags: string, verb: string) => {
    if (verb === '%' && flags === '') return '%';
    if (verb === '') return '%!(NOVERB)';
    if (flags !== '') throw new TemplateExecutionError('flags and widths in printf are not reproduced', true);
    const value = values[next++];
    return value === undefined ? `%!${verb}(MISSING)` : formatVerb(verb, value);
  });
  const extra = values.slice(next);
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.map(describe).join(', ')})`;
}

function formatVerb(verb: string, value: TemplateValue): string {
  const lists = isList(value);
  switch (verb) {
    case 'v':
      return printValue(value);
    case 's':
      if (typeof value === 'string') return value;
      if (lists) return `[${value.map((item) => formatVerb('s', item)).join(' ')}]`;
      break;
    case 'q':
      if (typeof value === 'string') return goQuote(value);
      if (lists) return `[${value.map((item) => formatVerb('q', item)).join(' ')}]`;
      break;
    case 'd':
      if (typeof value === 'bigint') return String(value);
      break;
    case 't':
      if (typeof value === 'boolean') return String(value);
      break;
    default:
      throw new TemplateExecutionError(`the printf verb %${verb} is not reproduced`, true);
  }
  if (typeof value === 'object' || typeof value === 'symbol') {
    throw new TemplateExecutionError(`printf of this value with %${verb} is not reproduced`, true);
  }
  return `%!${verb}(${describe(value)})`;
}

function describe(value: TemplateValue): string {
  const type = { string: 'string', boolean: 'bool', bigint: 'int', number: 'float64' }[typeof value as string] ?? '';
  return `${type}=${printValue(value)}`;
}
