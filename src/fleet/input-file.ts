/** A file that was read, or text that stands for one. `name` is what reports print: a path from the working directory. */
export interface InputFile {
  readonly name: string;
  readonly text: string;
}
