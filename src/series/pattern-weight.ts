/** What a look at the text of a pattern tells, before anything is compiled. */
export interface PatternMeasure {
  /** About how many characters it has once its repetitions are written out; a class counts by its size. */
  readonly weight: number;
  /** Whether no `)` closes what the pattern has not opened itself. */
  readonly balanced: boolean;
}

/** What a class of Unicode, which holds hundreds of ranges, takes to compile in measure of a character. */
const UNICODE_CLASS = 40;
const NAMED_CLASS = 2;

// Bounds keep what is never closed from being read to the end again and again.
const REPETITION = /\{(\d+)(,(\d*))?\}/y;
const UNICODE_NAME = /\\[pP](?:\{[^}]{0,80}\}|.)/sy;
const PERL_CLASS = /\\[dswDSW]/y;
const HEXADECIMAL = /\\x(?:\{[^}]{0,80}\}|..)/sy;
const POSIX_NAME = /\[:\^?[a-z]*:\]/y;
const GROUP_HEAD = /\((?:\?(?:P?<[^>]{0,200}>|[a-zA-Z-]{0,20}[:)]))?/y;
const QUOTED = /\\Q.*?(?:\\E|$)/sy;

/** Measures a pattern in one pass. What is no pattern at all gets some measure too: the engine refuses it. */
export function measurePattern(pattern: string): PatternMeasure {
  return new Scanner(pattern).measure();
}

class Scanner {
  private at = 0;
  /** The weight of each open group, the innermost last. */
  private readonly groups: number[] = [0];
  /** The weight of what a repetition would repeat. */
  private last = 0;
  private balanced = true;

  public constructor(private readonly pattern: string) {}

  public measure(): PatternMeasure {
    while (this.at < this.pattern.length) this.step();
    return { weight: this.groups.reduce((sum, weight) => sum + weight, 0), balanced: this.balanced };
  }

  private step(): void {
    const character = this.pattern[this.at];
    if (character === '(') this.open();
    else if (character === ')') this.close();
    else if (character === '[') this.atom(this.classWeight());
    else if (character === '\\') this.atom(this.escapeWeight());
    else if (character === '{') this.repeat();
    else {
      this.at++;
      if (character === '*' || character === '+' || character === '?') this.add(1);
      else this.atom(1);
    }
  }

  private open(): void {
    const head = this.take(GROUP_HEAD);
    // `(?i)` sets a flag and opens nothing.
    if (!head.endsWith(')')) this.groups.push(1);
  }

  private close(): void {
    this.at++;
    if (this.groups.length > 1) this.atom(this.groups.pop()!);
    else this.balanced = false;
  }

  private repeat(): void {
    const start = this.at;
    const found = this.take(REPETITION);
    if (found === '') {
      this.at = start + 1;
      this.atom(1);
      return;
    }
    const [least = '1', most] = found.slice(1, -1).split(',');
    const copies = Math.max(1, most === undefined ? Number(least) : most === '' ? Number(least) + 1 : Number(most));
    this.add(this.last * (copies - 1));
    this.last *= copies;
  }

  private classWeight(): number {
    this.at++;
    let weight = 1;
    if (this.pattern[this.at] === '^') this.at++;
    // A bracket that comes first is a member.
    for (let first = true; this.at < this.pattern.length; first = false) {
      const character = this.pattern[this.at];
      if (character === ']' && !first) {
        this.at++;
        return weight;
      }
      if (character === '\\') weight += this.escapeWeight();
      else if (this.take(POSIX_NAME) !== '') weight += NAMED_CLASS;
      else {
        this.at++;
        weight++;
      }
    }
    return weight;
  }

  private escapeWeight(): number {
    if (this.take(UNICODE_NAME) !== '') return UNICODE_CLASS;
    if (this.take(HEXADECIMAL) !== '') return 1;
    if (this.take(PERL_CLASS) !== '') return NAMED_CLASS;
    const quoted = this.take(QUOTED);
    if (quoted !== '') return quoted.length;
    this.at += 2;
    return 1;
  }

  private atom(weight: number): void {
    this.last = weight;
    this.add(weight);
  }

  private add(weight: number): void {
    this.groups[this.groups.length - 1]! += weight;
  }

  private take(expression: RegExp): string {
    expression.lastIndex = this.at;
    const found = expression.exec(this.pattern)?.[0] ?? '';
    this.at += found.length;
    return found;
  }
}
