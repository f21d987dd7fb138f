import {
  type EvaluationOptions,
  evaluateInstant,
  evaluateRange,
  PromQLError,
  toApiError,
  toApiResponse,
} from '../promql';
import type { SeriesStore } from '../series/series-store';
import { readSnapshot } from '../snapshot/read-snapshot';
import { InputError } from '../source/input-error';
import { ExitCode } from './exit-code';
import { nameNotes, noteLine, timeNotes } from './recording-notes';
import type { Terminal } from './terminal';

export interface QueryOptions {
  readonly snapshot: string;
  /** Times and step in ms. */
  readonly time?: number;
  readonly start?: number;
  readonly end?: number;
  readonly step?: number;
  readonly semantics?: string;
}

/** Evaluates the expression and prints the answer; an error of the query is an answer too, and exits 1. */
export function runQuery(expression: string, options: QueryOptions, terminal: Terminal): ExitCode {
  const { store, header } = readSnapshot(options.snapshot);
  const semantics = options.semantics === undefined ? {} : { semantics: options.semantics };
  const { ask, ...asked } = asker(options, header.end, semantics);
  const notes = [
    ...timeNotes(options.snapshot, header, asked),
    ...nameNotes(options.snapshot, expression, store, semantics),
  ];
  for (const note of notes) terminal.err(noteLine(note));
  try {
    terminal.out(`${JSON.stringify(toApiResponse(ask(store, expression)))}\n`);
    return ExitCode.clean;
  } catch (error) {
    if (!(error instanceof PromQLError)) throw error;
    terminal.out(`${JSON.stringify(toApiError(placed(error)))}\n`);
    return ExitCode.findings;
  }
}

/** A parse error with its place in front of the message, as Prometheus words it. */
function placed(error: PromQLError): PromQLError {
  const [first] = error.diagnostics;
  if (!first) return error;
  const message = `${first.line}:${first.column}: parse error: ${error.message}`;
  return new PromQLError(error.code, error.phase, message, error.span, error.diagnostics);
}

/** How to ask for one time or a range, whichever the options say, and for which times. */
function asker({ time, start, end, step }: QueryOptions, last: number, semantics: EvaluationOptions) {
  if (start === undefined && end === undefined && step === undefined) {
    const at = time ?? last;
    const ask = (store: SeriesStore, expression: string) =>
      evaluateInstant(store, expression, { time: at, ...semantics });
    return { ask, from: at, until: at };
  }
  if (time !== undefined) {
    throw new InputError(
      'usage',
      '--time does not go with a range',
      'Give --time alone, or --start, --end and --step.',
    );
  }
  if (start === undefined || step === undefined) {
    throw new InputError('usage', 'a range needs --start and --step', 'Give --start, --end and --step.');
  }
  const until = end ?? last;
  if (until < start) {
    throw new InputError(
      'usage',
      'the end of the range is before its start',
      'Give an --end that is not before --start.',
    );
  }
  const ask = (store: SeriesStore, expression: string) =>
    evaluateRange(store, expression, { start, end: until, step, ...semantics });
  return { ask, from: start, until };
}
