/** A folder of output: file texts by path within the folder. */
export type FolderContents = ReadonlyMap<string, string>;

/** Something that becomes one folder below the output folder. */
export interface OutputFolder {
  readonly name: string;
  /** Renders every file. Errors go to the tree's collector. */
  render(): FolderContents;
}
