import { parseQuantity, type Quantity } from '../kubernetes/quantity';
import type { Json } from '../source/node';
import { type Pointer, pointer } from '../source/pointer';

/** A field of a manifest as it was found. A value of another type than expected is left out: the schema reports it. */
export interface ReadField<T> {
  readonly path: Pointer;
  /** The key is there and its value is not null. */
  readonly given: boolean;
  readonly value: T | undefined;
  /** What stands there. */
  readonly written: Json | undefined;
}

/** A place in a manifest: the JSON there, and the pointer to it. Reading below it never fails. */
export class ReadObject {
  public constructor(
    public readonly json: Json | undefined,
    public readonly path: Pointer,
  ) {}

  /** True for a mapping. */
  public get given(): boolean {
    return isObject(this.json);
  }

  public has(key: string): boolean {
    const json = this.valueOf(key);
    return json !== undefined && json !== null;
  }

  public object(key: string): ReadObject {
    return new ReadObject(this.valueOf(key), this.path + pointer(key));
  }

  /** The items of a list; none for anything else. */
  public list(key: string): readonly ReadObject[] {
    const json = this.valueOf(key);
    if (!Array.isArray(json)) return [];
    return (json as readonly Json[]).map((item, index) => new ReadObject(item, this.path + pointer(key, index)));
  }

  public keys(): readonly string[] {
    return isObject(this.json) ? Object.keys(this.json) : [];
  }

  public string(key: string): ReadField<string> {
    return this.field(key, (json) => (typeof json === 'string' ? json : undefined));
  }

  public number(key: string): ReadField<number> {
    return this.field(key, (json) => (typeof json === 'number' ? json : undefined));
  }

  public integer(key: string): ReadField<number> {
    return this.field(key, (json) => (typeof json === 'number' && Number.isInteger(json) ? json : undefined));
  }

  /** A quantity may be a number or a text. */
  public quantity(key: string): ReadField<Quantity> {
    return this.field(key, (json) =>
      typeof json === 'string' || typeof json === 'number' ? parseQuantity(json) : undefined,
    );
  }

  private field<T>(key: string, read: (json: Json) => T | undefined): ReadField<T> {
    const written = this.valueOf(key);
    const given = written !== undefined && written !== null;
    return { path: this.path + pointer(key), given, value: given ? read(written) : undefined, written };
  }

  private valueOf(key: string): Json | undefined {
    return isObject(this.json) && Object.hasOwn(this.json, key) ? this.json[key] : undefined;
  }
}

/** A field that the manifest's version does not have. */
export function absentField<T>(path: Pointer): ReadField<T> {
  return { path, given: false, value: undefined, written: undefined };
}

function isObject(json: Json | undefined): json is { readonly [key: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
