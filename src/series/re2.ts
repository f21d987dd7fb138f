import { RE2JS, RE2JSException } from 're2js';
import { type LiteralPattern, literalPattern, matchesLiteral } from './literal-pattern';
import { measurePattern } from './pattern-weight';

/** How a pattern is read. Defaults: unanchored, `.` does not match a newline. */
export interface Re2Options {
  /** The pattern must match the whole text, as in Prometheus matchers and `label_replace`. */
  readonly anchored?: boolean;
  /** `.` matches a newline: Prometheus matchers from 3.0. */
  readonly dotAll?: boolean;
}

/** What one match found. Group 0 is the whole match; a group that took no part is undefined. */
export interface Re2Match {
  readonly groups: readonly (string | undefined)[];
  /** Indexes of the named groups. */
  readonly names: ReadonlyMap<string, number>;
}

/** A compiled RE2 pattern. Matching takes time linear in the text. */
export interface Re2 {
  readonly kind: 'compiled';
  readonly pattern: string;
  /** What it takes to compile, as `measurePattern` tells; 0 where string operations do. */
  readonly weight: number;
  matches(text: string): boolean;
  /** The leftmost match with its groups. */
  find(text: string): Re2Match | undefined;
}

/** Why a pattern was refused. `too-large` is our bound, not RE2's. */
export interface Re2Error {
  readonly kind: 'refused';
  readonly code: 'syntax' | 'too-large';
  readonly message: string;
}

/** Bounds on untrusted patterns. Lists of literal texts never reach the engine and may be longer. */
export const RE2_LIMITS = {
  characters: 1_048_576,
  engineCharacters: 65_536,
  weight: 40_000,
  programSize: 20_000,
} as const;

/** What the patterns of one query may weigh together: about a second of compiling. */
export const QUERY_PATTERN_WEIGHT = 200_000;

/** Compiled patterns that are kept: one query compiles each of its own more than once. */
const KEPT = { patterns: 256, weight: QUERY_PATTERN_WEIGHT } as const;

/** Compiles a pattern with Go's syntax. Never throws on a bad pattern. */
export function compileRe2(pattern: string, options: Re2Options = {}): Re2 | Re2Error {
  const { anchored = false, dotAll = false } = options;
  if (pattern.length > RE2_LIMITS.characters) return tooLong(pattern, RE2_LIMITS.characters);
  const literal = anchored ? literalPattern(pattern, dotAll) : undefined;
  if (literal) return new LiteralRe2(pattern, literal);
  if (pattern.length > RE2_LIMITS.engineCharacters) return tooLong(pattern, RE2_LIMITS.engineCharacters);
  // The text Prometheus itself compiles: even `a)|(b` then means what it means there.
  const scoped = dotAll ? `(?s:${pattern})` : anchored ? `(?:${pattern})` : pattern;
  const key = anchored ? `^${scoped}$` : scoped;
  const known = kept.get(key);
  if (known) return known;
  // The engine writes repetitions out before it counts: what is too large has to be known before.
  const { weight } = measurePattern(pattern);
  if (weight > RE2_LIMITS.weight) return tooLarge();
  const compiled = compileEngine(pattern, key, weight);
  if (compiled.kind === 'compiled') kept.add(key, compiled);
  return compiled;
}

function compileEngine(pattern: string, text: string, weight: number): Re2 | Re2Error {
  try {
    const engine = RE2JS.compile(text);
    return engine.programSize() <= RE2_LIMITS.programSize ? new EngineRe2(pattern, weight, engine) : tooLarge();
  } catch (error) {
    if (error instanceof RE2JSException) return { kind: 'refused', code: 'syntax', message: describe(error) };
    if (error instanceof RangeError) {
      return { kind: 'refused', code: 'too-large', message: 'the pattern is nested too deeply' };
    }
    throw error;
  }
}

function tooLarge(): Re2Error {
  const message = 'the pattern is too large once its repetitions are written out';
  return { kind: 'refused', code: 'too-large', message };
}

function describe(error: RE2JSException): string {
  return error.message.replace(/^error parsing regexp: /, '');
}

function tooLong(pattern: string, limit: number): Re2Error {
  return {
    kind: 'refused',
    code: 'too-large',
    message: `the pattern has ${pattern.length} characters; at most ${limit} are read`,
  };
}

const NO_NAMES: ReadonlyMap<string, number> = new Map();

class LiteralRe2 implements Re2 {
  public readonly kind = 'compiled';
  public readonly weight = 0;

  public constructor(
    public readonly pattern: string,
    private readonly literal: LiteralPattern,
  ) {}

  public matches(text: string): boolean {
    return matchesLiteral(this.literal, text);
  }

  public find(text: string): Re2Match | undefined {
    if (!this.matches(text)) return undefined;
    return { groups: this.literal.grouped ? [text, text] : [text], names: NO_NAMES };
  }
}

class EngineRe2 implements Re2 {
  public readonly kind = 'compiled';
  private readonly names: ReadonlyMap<string, number>;

  public constructor(
    public readonly pattern: string,
    public readonly weight: number,
    private readonly engine: RE2JS,
  ) {
    this.names = new Map(Object.entries(engine.namedGroups()));
  }

  public matches(text: string): boolean {
    return this.engine.test(text);
  }

  public find(text: string): Re2Match | undefined {
    const matcher = this.engine.matcher(text);
    if (!matcher.find()) return undefined;
    const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, group) => matcher.group(group) ?? undefined);
    return { groups, names: this.names };
  }
}

/** The patterns that were used last. */
class RecentPatterns {
  private readonly patterns = new Map<string, Re2>();
  private weight = 0;

  public get(key: string): Re2 | undefined {
    const found = this.patterns.get(key);
    if (found) {
      this.patterns.delete(key);
      this.patterns.set(key, found);
    }
    return found;
  }

  public add(key: string, pattern: Re2): void {
    this.patterns.set(key, pattern);
    this.weight += pattern.weight;
    for (const [oldest, { weight }] of this.patterns) {
      if (this.patterns.size <= KEPT.patterns && this.weight <= KEPT.weight) return;
      this.patterns.delete(oldest);
      this.weight -= weight;
    }
  }
}

const kept = new RecentPatterns();
