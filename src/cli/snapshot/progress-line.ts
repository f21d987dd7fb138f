import { type Progress, progressText } from '../../capture/progress';
import type { Terminal } from '../terminal';

/** A line that is written over again while something goes on. Quiet where nobody watches. */
export class ProgressLine {
  private shown = '';
  private lastTime = Number.NEGATIVE_INFINITY;

  public constructor(private readonly terminal: Terminal) {}

  public show(progress: Progress): void {
    const now = this.terminal.now();
    if (!this.terminal.interactive || now - this.lastTime < OFTEN_ENOUGH_MS) return;
    this.lastTime = now;
    this.write(progressText(progress));
  }

  /** Prints something in its own lines. */
  public above(print: () => void): void {
    const text = this.shown;
    this.end();
    print();
    if (text !== '') this.write(text);
  }

  public end(): void {
    if (this.shown !== '') this.terminal.err(CLEAR);
    this.shown = '';
  }

  private write(text: string): void {
    this.terminal.err(CLEAR + text);
    this.shown = text;
  }
}

/** To the start of the line, and everything on it away. */
const CLEAR = '\r\u001b[2K';
const OFTEN_ENOUGH_MS = 100;
