/** One of the five fields of a cron expression: what it may hold. */
export interface CronFieldKind {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names in the order of their numbers, from `min`; upper case. */
  readonly names?: readonly string[];
  readonly allowsQuestionMark: boolean;
}

export const CRON_FIELDS = [
  { name: 'minute', min: 0, max: 59, allowsQuestionMark: false },
  { name: 'hour', min: 0, max: 23, allowsQuestionMark: false },
  { name: 'day of month', min: 1, max: 31, allowsQuestionMark: true },
  {
    name: 'month',
    min: 1,
    max: 12,
    names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
    allowsQuestionMark: false,
  },
  {
    name: 'day of week',
    min: 0,
    max: 6,
    names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
    allowsQuestionMark: true,
  },
] as const satisfies readonly CronFieldKind[];

export type CronProblemCode = 'field-count' | 'syntax' | 'out-of-range' | 'wraparound' | 'unsupported';

/** What is wrong in a cron expression; `start` and `end` are offsets in it. */
export interface CronProblem {
  readonly code: CronProblemCode;
  readonly message: string;
  readonly help: string;
  readonly start: number;
  readonly end: number;
}

/** The values a field selects. */
export interface CronField {
  readonly values: ReadonlySet<number>;
  /** False for `*` and `?`: the field then leaves the choice to the others. */
  readonly restricted: boolean;
}

/** Reads one field that stands at `offset` of the expression. */
export function parseCronField(
  text: string,
  offset: number,
  kind: CronFieldKind,
): { readonly field: CronField; readonly problems: readonly CronProblem[] } {
  const values = new Set<number>();
  const problems: CronProblem[] = [];
  let restricted = true;
  let start = offset;
  for (const term of text.split(',')) {
    const read = readTerm(term, kind);
    if ('code' in read) problems.push({ ...read, start, end: start + Math.max(term.length, 1) });
    else {
      if (read.everything) restricted = false;
      for (let value = read.from; value <= read.to; value += read.step) values.add(value);
    }
    start += term.length + 1;
  }
  return { field: { values, restricted }, problems };
}

interface Term {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly everything: boolean;
}

type TermProblem = Pick<CronProblem, 'code' | 'message' | 'help'>;

const TERM = /^(?:([*?])|([0-9]+|[A-Za-z]+)(?:-([0-9]+|[A-Za-z]+))?)(?:\/([0-9]+))?$/;

function readTerm(term: string, kind: CronFieldKind): Term | TermProblem {
  const match = TERM.exec(term);
  if (!match) return unreadable(term, kind);
  const [, star, first, last, every] = match;
  const step = every === undefined ? 1 : Number(every);
  if (step < 1)
    return { code: 'out-of-range', message: 'a step of 0 selects nothing', help: 'use a step of 1 or more' };
  if (star !== undefined) return readStar(star, step, kind);
  const from = readValue(first!, kind);
  if (typeof from !== 'number') return from;
  const to = last === undefined ? (every === undefined ? from : kind.max) : readValue(last, kind);
  if (typeof to !== 'number') return to;
  if (from > to) return wraparound(first!, last!, kind);
  return { from, to, step, everything: false };
}

function readStar(star: string, step: number, kind: CronFieldKind): Term | TermProblem {
  if (star === '?' && !kind.allowsQuestionMark) {
    return {
      code: 'syntax',
      message: `? is not allowed in the field "${kind.name}"`,
      help: 'use *; ? stands for * in day of month and day of week only',
    };
  }
  return { from: kind.min, to: kind.max, step, everything: step === 1 };
}

function readValue(text: string, kind: CronFieldKind): number | TermProblem {
  if (/^[0-9]/.test(text)) {
    const value = Number(text);
    if (value >= kind.min && value <= kind.max) return value;
    if (kind.name === 'day of week' && value === 7) {
      return { code: 'out-of-range', message: '7 is no day of the week here', help: 'write 0 or SUN for Sunday' };
    }
    return {
      code: 'out-of-range',
      message: `${text} is outside of the field "${kind.name}"`,
      help: `use a number from ${kind.min} to ${kind.max}`,
    };
  }
  const index = kind.names?.indexOf(text.toUpperCase()) ?? -1;
  return index >= 0 ? kind.min + index : unreadable(text, kind);
}

function wraparound(first: string, last: string, kind: CronFieldKind): TermProblem {
  const name = (value: number) => kind.names?.[value - kind.min] ?? String(value);
  return {
    code: 'wraparound',
    message: `the range ${first}-${last} runs backwards; a range does not wrap around`,
    help: `split it: ${first}-${name(kind.max)},${name(kind.min)}-${last}`,
  };
}

function unreadable(text: string, kind: CronFieldKind): TermProblem {
  if (/^(?:L|LW|W|[0-9]+[LW]|[A-Za-z0-9]+#[0-9]+|L-[0-9]+)$/i.test(text)) {
    return {
      code: 'unsupported',
      message: `${text}: L, W and # are not part of this cron dialect`,
      help: 'list the days as numbers or names',
    };
  }
  const names = kind.names ? ` or a name from ${kind.names[0]} to ${kind.names.at(-1)}` : '';
  return {
    code: 'syntax',
    message: text === '' ? `an item of the field "${kind.name}" is empty` : `"${text}" is no ${kind.name}`,
    help: `use a number from ${kind.min} to ${kind.max}${names}, a range a-b, a step /n, or *`,
  };
}
