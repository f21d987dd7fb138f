import { expandTemplate, hasGroup, referencesIn } from '../../series/expand-template';
import { compileRe2, type Re2, type Re2Match } from '../../series/re2';
import type { LoadFault } from './load-error';
import { regexFault } from './regex-fault';
import type { NameMapping } from './types';

/** Stands for whatever a group holds. */
const ANY_TEXT = '\0';
const MOST_GROUPS = 100;

/** A match of which nothing is known: each group, by number or name, may hold anything. */
const ANY_MATCH: Re2Match = {
  groups: Array.from({ length: MOST_GROUPS }, () => ANY_TEXT),
  names: new (class extends Map<string, number> {
    public override get(): number {
      return 0;
    }
  })(),
};

/** Gives a series its API name. */
export class RuleNaming {
  public constructor(
    private readonly pattern: Re2 | undefined,
    /** With its default filled in: `$0`, or `$1` where the pattern has one capture group. */
    public readonly as: string,
  ) {}

  /** Whether `matches` lets the series into the rule; it is not anchored. */
  public accepts(series: string): boolean {
    return this.pattern === undefined || this.pattern.matches(series);
  }

  /**
   * The expanded `as`: only the template's text, with the first match's groups; what surrounds the match is dropped. Empty
   * where the template refers to nothing but groups that do not exist.
   */
  public apiName(series: string): string {
    const match = this.pattern ? this.pattern.find(series) : { groups: [series], names: new Map<string, number>() };
    return expandTemplate(this.as, match ?? { groups: [], names: new Map() });
  }

  /** Whether every series keeps its own name. */
  public get keepsNames(): boolean {
    return this.pattern === undefined && (this.as === '$0' || this.as === '${0}');
  }

  /** Whether some series might get this API name: false only where the text of `as` rules it out. */
  public couldGive(apiName: string): boolean {
    const [first = '', ...others] = expandTemplate(this.as, ANY_MATCH).split(ANY_TEXT);
    const last = others.at(-1);
    if (last === undefined) return first === apiName;
    return apiName.length >= first.length + last.length && apiName.startsWith(first) && apiName.endsWith(last);
  }
}

/** What `as` refers to and `matches` does not have: each gives nothing. */
export function unknownGroups({ matches = '', as = '' }: NameMapping): readonly string[] {
  const probe = matches === '' ? undefined : probeOf(matches);
  const match = probe ?? { groups: [''], names: new Map<string, number>() };
  return referencesIn(as).filter((name) => !hasGroup(name, match));
}

/** Compiles `name`; only an empty `as` takes the default. */
export function compileNaming({ matches = '', as = '' }: NameMapping = {}): RuleNaming | LoadFault {
  if (matches === '') return new RuleNaming(undefined, as === '' ? '$0' : as);
  const pattern = compileRe2(matches);
  if (pattern.kind === 'refused') return regexFault('name.matches', matches, pattern);
  if (as !== '') return new RuleNaming(pattern, as);
  const groups = captureGroups(matches);
  if (groups <= 1) return new RuleNaming(pattern, groups === 0 ? '$0' : '$1');
  return {
    code: 'L7',
    message: `name.matches has ${groups} capture groups, and name.as is empty`,
    help: 'say in name.as which group gives the name, such as "${1}", or write groups that give nothing as (?:...)',
  };
}

/** Counts the groups of a pattern that compiles: with an empty alternative in front it matches the empty text. */
function captureGroups(pattern: string): number {
  return (probeOf(pattern)?.groups.length ?? 1) - 1;
}

function probeOf(pattern: string): Re2Match | undefined {
  const probe = compileRe2(`|${pattern}`);
  return probe.kind === 'refused' ? undefined : probe.find('');
}
