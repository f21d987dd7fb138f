import { readStandardInput } from '../source/read-text-file';

/** What a command may use of the outside, so that tests can stand in for it. */
export interface Terminal {
  /** Results. */
  readonly out: (text: string) => void;
  /** Everything else. */
  readonly err: (text: string) => void;
  readonly color: boolean;
  /** A person watches what goes to `err`, so that progress may be shown. @default false */
  readonly interactive?: boolean;
  /** All of standard input. Throws an InputError where it is no text. */
  readonly readStandardInput: () => string;
  readonly now: () => number;
}

/** The terminal of this process. Colours follow NO_COLOR, FORCE_COLOR and whether stdout is a terminal. */
export function processTerminal(): Terminal {
  const forced = process.env.FORCE_COLOR !== undefined && process.env.FORCE_COLOR !== '0';
  const refused = (process.env.NO_COLOR ?? '') !== '' || process.env.TERM === 'dumb';
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    color: !refused && (forced || process.stdout.isTTY === true),
    interactive: process.stderr.isTTY === true && !process.env.CI && process.env.TERM !== 'dumb',
    readStandardInput: () => readStandardInput(),
    now: () => Date.now(),
  };
}
