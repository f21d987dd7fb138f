/** What is wrong with a column's text. The reader of the line adds where it stands. */
export class ColumnError extends Error {}

/** Integers up to here are exact in a double. */
export const LARGEST_INTEGER = 2 ** 53;

const SPACE = 32;
const MINUS = 45;
const ZERO = 48;
const RUN = 120;

/** Reads a column of integers and runs (`xK`), separated by single spaces. */
export class ColumnTokens {
  /** The integer read last, or the length of the run read last. */
  public value = 0;
  /** Whether the token read last is a run. */
  public run = false;

  /** `at`: where the first token, or the space before it, starts. */
  public constructor(
    private readonly text: string,
    private at = 0,
  ) {}

  /** Reads the next token; false at the end of the text. */
  public next(): boolean {
    const { text } = this;
    if (this.at >= text.length) return false;
    if (this.at > 0) this.expectSpace();
    this.run = text.charCodeAt(this.at) === RUN;
    const negative = !this.run && text.charCodeAt(this.at) === MINUS;
    if (this.run || negative) this.at++;
    const magnitude = this.readDigits();
    this.value = negative ? -magnitude : magnitude;
    if (this.run && magnitude === 0) throw new ColumnError('has a run of no length');
    return true;
  }

  private expectSpace(): void {
    if (this.text.charCodeAt(this.at) !== SPACE) throw this.unexpected();
    this.at++;
  }

  private readDigits(): number {
    const { text } = this;
    const start = this.at;
    let value = 0;
    let at = start;
    for (; at < text.length; at++) {
      const digit = text.charCodeAt(at) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    this.at = at;
    if (at === start) throw this.unexpected();
    if (at - start > 16 || value > LARGEST_INTEGER) {
      throw new ColumnError(`has the number ${text.slice(start, Math.min(at, start + 24))}, beyond 2^53`);
    }
    return value;
  }

  private unexpected(): ColumnError {
    const found = this.at < this.text.length ? JSON.stringify(this.text[this.at]) : 'its end';
    return new ColumnError(`has ${found} at offset ${this.at} where a number should stand`);
  }
}
