import { InputError } from '../source/input-error';
import { captureError } from './capture-error';
import { CaptureFault } from './capture-fault';
import type { Answer } from './read-answer';
import { type RetryPolicy, withRetries } from './retry';

/** What an asker needs to know of a run. */
export interface AskerOptions {
  readonly host: string;
  readonly retry: RetryPolicy;
  /** Go on where the server warns that an answer is not complete. */
  readonly allowPartial: boolean;
  /** Hears what went wrong and is tried again. */
  readonly note: (text: string) => void;
}

/** Asks with repetitions. What cannot be answered becomes an error for the user. */
export class Asker {
  private readonly warned = new Set<string>();
  private readonly noted = new Set<string>();

  public constructor(private readonly options: AskerOptions) {}

  /** What the server warned of, each once. */
  public get warnings(): readonly string[] {
    return [...this.warned].sort();
  }

  /** Adds warnings of an earlier run. */
  public addWarnings(warnings: readonly string[]): void {
    for (const warning of warnings) this.warned.add(warning);
  }

  /**
   * The answer to a question. `task` says what for, in messages.
   *
   * @throws InputError for a fault that does not pass, or a warning
   */
  public ask(task: string, question: () => Promise<Answer>): Promise<Answer> {
    return this.asking(task, question, () => true);
  }

  /** The same for a question that can be put for less: undefined where that is what the server wants. */
  public async askOrLess(task: string, question: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await this.asking(task, question, (fault) => !fault.asksForLess);
    } catch (error) {
      if (error instanceof CaptureFault) return undefined;
      throw error;
    }
  }

  /** The answer to a question that the server may refuse; undefined where it does. */
  public async askIfAllowed(task: string, question: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await this.asking(task, question, (fault) => !isRefusal(fault));
    } catch (error) {
      if (error instanceof CaptureFault) return undefined;
      throw error;
    }
  }

  /** `decides`: whether a fault ends the question here, rather than at the caller. */
  private async asking(
    task: string,
    question: () => Promise<Answer>,
    decides: (fault: CaptureFault) => boolean,
  ): Promise<Answer> {
    const { retry, host, note } = this.options;
    const mayRetry = (fault: CaptureFault) => decides(fault) && (retry.mayRetry?.(fault) ?? true);
    const policy = { ...retry, mayRetry };
    try {
      const answer = await withRetries(question, policy, (fault, waitMs) =>
        note(`${captureError(fault, host, task).message}; asking again in ${waitMs / 1000} s`),
      );
      this.takeWarnings(answer, task);
      return answer;
    } catch (error) {
      throw error instanceof CaptureFault && decides(error) ? captureError(error, host, task) : error;
    }
  }

  private takeWarnings({ warnings, infos }: Answer, task: string): void {
    for (const info of infos) {
      if (!this.noted.has(info)) this.options.note(`${this.options.host} remarks: ${info}`);
      this.noted.add(info);
    }
    if (warnings.length > 0 && !this.options.allowPartial) {
      throw new InputError(
        'not-readable',
        `${this.options.host} warns that its answer is not complete: ${warnings.join('; ')}, asked for ${task}`,
        'See to what the server misses and go on with --resume; or take what there is with --allow-partial, which keeps the warning in the file.',
      );
    }
    this.addWarnings(warnings);
  }
}

/** What gateways and managed services answer to questions that they keep to themselves. */
const REFUSED = [400, 401, 403, 404, 405, 410, 500, 501];

function isRefusal({ kind, status }: CaptureFault): boolean {
  return kind === 'not-json' || kind === 'not-prometheus' || (kind === 'status' && REFUSED.includes(status ?? 0));
}
