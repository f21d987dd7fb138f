/** A column of numbers whose length is not known in advance. */
export class GrowingColumn {
  public length = 0;
  private buffer = new Float64Array(16);

  public push(value: number): void {
    if (this.length === this.buffer.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    this.buffer[this.length++] = value;
  }

  /** The numbers so far; valid until the next push. */
  public get values(): Float64Array {
    return this.buffer.subarray(0, this.length);
  }
}
