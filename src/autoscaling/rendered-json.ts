/** Plain JSON, ready to be written as YAML. */
export type RenderedJson = string | number | readonly RenderedJson[] | RenderedObject;

export interface RenderedObject {
  readonly [field: string]: RenderedJson;
}
