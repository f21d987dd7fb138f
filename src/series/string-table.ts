/** Gives each distinct text a number, so that labels compare and group as integers. */
export class StringTable {
  private readonly ids = new Map<string, number>();
  private readonly texts: string[] = [];

  /** The text's number, a new one if need be. */
  public intern(text: string): number {
    const known = this.ids.get(text);
    if (known !== undefined) return known;
    this.ids.set(text, this.texts.length);
    this.texts.push(text);
    return this.texts.length - 1;
  }

  /** The text's number; undefined where it was never interned. */
  public find(text: string): number | undefined {
    return this.ids.get(text);
  }

  public text(id: number): string {
    const text = this.texts[id];
    if (text === undefined) throw new RangeError(`no text has the number ${id}`);
    return text;
  }
}
