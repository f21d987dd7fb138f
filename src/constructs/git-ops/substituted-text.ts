/**
 * What a substitution makes of dollar signs. Source: github.com/fluxcd/pkg/envsubst (parse/scan.go), a fork of drone/envsubst: of two
 * dollar signs it makes one, and it puts a value in the place of `${...}`, nothing for a name that it does not know.
 */

/** Dollar signs, and the braces that may stand behind them: closed within a text of JSON or YAML, or not. */
const DOLLARS = /(\$+)(\{(?:([^{}"$]*)\})?)?/g;

/** What would become of dollar signs. */
export type DollarsFate = 'filled' | 'escaped' | 'emptied' | 'shortened' | 'kept';

interface Dollars {
  readonly text: string;
  readonly fate: DollarsFate;
}

/** The dollar signs of a text, each with what would become of it where these names have values. */
export function dollarsIn(text: string, declared: readonly string[]): readonly Dollars[] {
  if (!text.includes('$')) return [];
  return [...text.matchAll(DOLLARS)].map(([whole, dollars = '', brace, name]) => ({
    text: whole,
    fate: fateOf(dollars.length, brace === undefined ? undefined : (name ?? ''), declared),
  }));
}

/** The text from which a substitution makes this one, declared placeholders apart: those are filled. */
export function escapedText(text: string, declared: readonly string[]): string {
  return text.replace(DOLLARS, (whole, dollars: string, brace?: string, name?: string) => {
    const fate = fateOf(dollars.length, brace === undefined ? undefined : (name ?? ''), declared);
    return fate === 'emptied' || fate === 'shortened' ? `${dollars}${whole}` : whole;
  });
}

/** @param name what stands in the braces, which may be no name; undefined where there are none */
function fateOf(dollars: number, name: string | undefined, declared: readonly string[]): DollarsFate {
  if (name === undefined) return dollars === 1 ? 'kept' : 'shortened';
  if (dollars % 2 === 0) return 'escaped';
  return declared.includes(name) ? 'filled' : 'emptied';
}
