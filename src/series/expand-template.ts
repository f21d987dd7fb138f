import type { Re2Match } from './re2';

/**
 * Replaces `$1`, `${1}`, `$name`, `${name}` and `$$` in a template, by the rules of Go's `Regexp.Expand`: `$1x` names the
 * group "1x", an unknown or unused group is empty, a `$` that names nothing stays.
 */
export function expandTemplate(template: string, match: Re2Match): string {
  let result = '';
  let rest = template;
  for (;;) {
    const dollar = rest.indexOf('$');
    if (dollar === -1) return result + rest;
    result += rest.slice(0, dollar);
    rest = rest.slice(dollar + 1);
    const reference = rest.startsWith('$') ? undefined : readReference(rest);
    if (!reference) {
      result += '$';
      if (rest.startsWith('$')) rest = rest.slice(1);
      continue;
    }
    result += groupText(reference.name, match);
    rest = rest.slice(reference.length);
  }
}

/** The groups that a template refers to, in order: by `$1`, `${1}`, `$name` or `${name}`. */
export function referencesIn(template: string): readonly string[] {
  const names: string[] = [];
  for (let at = template.indexOf('$'); at !== -1; at = template.indexOf('$', at)) {
    const rest = template.slice(at + 1);
    const reference = rest.startsWith('$') ? undefined : readReference(rest);
    if (reference) names.push(reference.name);
    at += 1 + (reference?.length ?? (rest.startsWith('$') ? 1 : 0));
  }
  return names;
}

/** Whether a match has the group that a reference names. */
export function hasGroup(name: string, match: Re2Match): boolean {
  return INDEX.test(name) ? Number(name) < match.groups.length : match.names.has(name);
}

const NAME = /^[\p{L}\p{Nd}_]+/u;
/** A leading zero makes a name of what looks like a number. */
const INDEX = /^(0|[1-9][0-9]{0,8})$/;

function readReference(text: string): { name: string; length: number } | undefined {
  const brace = text.startsWith('{');
  const name = NAME.exec(brace ? text.slice(1) : text)?.[0];
  if (name === undefined) return undefined;
  if (!brace) return { name, length: name.length };
  return text[name.length + 1] === '}' ? { name, length: name.length + 2 } : undefined;
}

function groupText(name: string, match: Re2Match): string {
  const index = INDEX.test(name) ? Number(name) : match.names.get(name);
  return index === undefined ? '' : (match.groups[index] ?? '');
}
