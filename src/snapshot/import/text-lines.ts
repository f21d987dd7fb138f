import { StringDecoder } from 'node:string_decoder';
import { SnapshotError } from '../snapshot-error';

/** Cuts chunks of UTF-8 into lines, keeping no more than one line and one chunk. */
export class TextLines {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';
  private number = 0;

  public constructor(
    private readonly longest: number,
    private readonly onLine: (line: string, number: number) => void,
  ) {}

  public write(chunk: Uint8Array): void {
    const text = this.rest + this.decoder.write(chunk);
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      this.emit(text.slice(start, text[end - 1] === '\r' ? end - 1 : end));
      start = end + 1;
    }
    this.rest = text.slice(start);
    this.check(this.rest.length, this.number + 1);
  }

  public end(): void {
    const last = this.rest + this.decoder.end();
    if (last !== '') this.emit(last.endsWith('\r') ? last.slice(0, -1) : last);
  }

  private emit(line: string): void {
    this.number++;
    this.check(line.length, this.number);
    this.onLine(line, this.number);
  }

  private check(length: number, number: number): void {
    if (length > this.longest) {
      throw new SnapshotError(
        `the line has more than ${this.longest} characters`,
        'One sample stands on each line.',
        number,
      );
    }
  }
}
