import type { Manifest, RenderedManifest } from './object-problems';

type Annotated = Manifest['metadata'] & {
  readonly annotations?: { readonly [key: string]: string };
  readonly labels?: { readonly [key: string]: string };
};

/** The value that an object has under a key in its annotations. */
export function annotationOf({ metadata }: Manifest, key: string): string | undefined {
  return (metadata as Annotated).annotations?.[key];
}

/** The value that an object has under a key in its labels. */
export function labelOf({ metadata }: Manifest, key: string): string | undefined {
  return (metadata as Annotated).labels?.[key];
}

/** The object with an annotation, unless it has one under that key. Keys are sorted, as in everything that is written. */
export function annotated(object: RenderedManifest, key: string, value: string): RenderedManifest {
  const { manifest } = object;
  const { annotations = {}, ...others } = manifest.metadata as Annotated;
  const sorted = Object.entries({ [key]: value, ...annotations }).sort(([a], [b]) => (a < b ? -1 : 1));
  const metadata: Annotated = { annotations: Object.fromEntries(sorted), ...others };
  return { ...object, manifest: { ...manifest, metadata } };
}
