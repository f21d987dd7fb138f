import type { ObjectReference, Place } from '../source/finding';
import { type Json, keySpanAt, type MappingNode, nodeAt, spanAt, toJson } from '../source/node';
import { type Pointer, segmentsOf } from '../source/pointer';
import type { SourceFile } from '../source/source-file';
import { embeddedIn, spanOf } from '../source/source-text';
import type { YamlProblem } from '../source/yaml';

export type JsonObject = { readonly [key: string]: Json };

/** One Kubernetes object as it stands in a file. Pointers are relative to the object, also inside a list. */
export class Manifest {
  public readonly file: SourceFile;
  public readonly object: ObjectReference;
  private parsed: JsonObject | undefined;

  public constructor(
    public readonly root: MappingNode,
    object: ObjectReference,
    /** Faults of the YAML that still leave it readable, such as a key given twice. */
    public readonly problems: readonly YamlProblem[] = [],
  ) {
    this.file = root.span.file;
    this.object = object;
  }

  /** The object as plain JSON. */
  public get json(): JsonObject {
    this.parsed ??= toJson(this.root) as JsonObject;
    return this.parsed;
  }

  /** Where the object begins. */
  public get place(): Place {
    return this.at('/kind', '');
  }

  /** The place of a pointer: the value, or what comes nearest where there is none. `path` is what the report names. */
  public at(pointer: Pointer, path: Pointer = pointer): Place {
    return { span: spanAt(this.root, pointer), path };
  }

  /** The place of a key rather than its value: for keys that should not be there. */
  public keyAt(pointer: Pointer): Place {
    return { span: keySpanAt(this.root, pointer), path: pointer };
  }

  /** The place of a part of the scalar at a pointer: offsets in its text. */
  public within(pointer: Pointer, start: number, end: number): Place {
    const node = nodeAt(this.root, pointer);
    if (node?.kind !== 'scalar') return this.at(pointer);
    return { span: spanOf(embeddedIn(node), start, end), path: pointer };
  }

  /** The value at a pointer. */
  public valueAt(pointer: Pointer): Json | undefined {
    let value: Json | undefined = this.json;
    for (const segment of segmentsOf(pointer)) {
      if (typeof value !== 'object' || value === null) return undefined;
      value = Array.isArray(value) ? value[Number(segment)] : own(value as JsonObject, segment);
    }
    return value;
  }

  /** Whether the key is written at all, be it with an empty value. */
  public has(pointer: Pointer): boolean {
    return nodeAt(this.root, pointer) !== undefined;
  }
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
