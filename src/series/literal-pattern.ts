/** A whole-text pattern simple enough for string operations. `grouped` says whether one capture group spans all of it. */
export type LiteralPattern =
  | { readonly kind: 'any'; readonly newlines: boolean; readonly empty: boolean; readonly grouped: boolean }
  | { readonly kind: 'one-of'; readonly texts: ReadonlySet<string>; readonly grouped: boolean }
  | {
      readonly kind: 'prefix';
      readonly prefix: string;
      readonly newlines: boolean;
      /** False for `prefix.+`. */
      readonly empty: boolean;
      readonly grouped: boolean;
    };

/** Recognises `text`, `a|b|c`, `prefix.*`, `prefix.+`, `.*` and `.+`, each also in one pair of parentheses. */
export function literalPattern(pattern: string, dotAll: boolean): LiteralPattern | undefined {
  const { body, grouped } = withoutOuterGroup(pattern);
  const tail = body.endsWith('.*') ? '.*' : body.endsWith('.+') ? '.+' : undefined;
  if (tail !== undefined) {
    const prefix = literalText(body.slice(0, -2));
    if (prefix === undefined) return undefined;
    const open = { newlines: dotAll, empty: tail === '.*', grouped };
    return prefix === '' ? { kind: 'any', ...open } : { kind: 'prefix', prefix, ...open };
  }
  const texts = new Set<string>();
  for (const alternative of body.split('|')) {
    const text = literalText(alternative);
    if (text === undefined) return undefined;
    texts.add(text);
  }
  return { kind: 'one-of', texts, grouped };
}

/** Whether the whole text matches. */
export function matchesLiteral(pattern: LiteralPattern, text: string): boolean {
  switch (pattern.kind) {
    case 'one-of':
      return pattern.texts.has(text);
    case 'any':
      return (pattern.empty || text.length > 0) && (pattern.newlines || !text.includes('\n'));
    case 'prefix':
      return (
        text.startsWith(pattern.prefix) &&
        (pattern.empty || text.length > pattern.prefix.length) &&
        (pattern.newlines || text.indexOf('\n', pattern.prefix.length) === -1)
      );
  }
}

function withoutOuterGroup(pattern: string): { body: string; grouped: boolean } {
  // Inner parentheses are no literal text, so nothing that is taken for one group can be two.
  if (pattern.startsWith('(?:') && pattern.endsWith(')')) return { body: pattern.slice(3, -1), grouped: false };
  if (pattern.startsWith('(') && pattern.endsWith(')')) return { body: pattern.slice(1, -1), grouped: true };
  return { body: pattern, grouped: false };
}

const META = new Set('\\.+*?()|[]{}^$');

/** The text a pattern without operators stands for; undefined where the pattern has operators. */
function literalText(pattern: string): string | undefined {
  if (!pattern.includes('\\')) return hasMeta(pattern) ? undefined : pattern;
  let text = '';
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (character === '\\') {
      const escaped = pattern[++at];
      // A backslash before a letter or digit is a class or an anchor; before a metacharacter it is that character.
      if (escaped === undefined || !(META.has(escaped) || escaped === '-' || escaped === '/')) return undefined;
      text += escaped;
    } else if (META.has(character)) return undefined;
    else text += character;
  }
  return text;
}

function hasMeta(pattern: string): boolean {
  for (let at = 0; at < pattern.length; at++) if (META.has(pattern[at]!)) return true;
  return false;
}
