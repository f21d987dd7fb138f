/** A part of a template that gives output. */
export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly pipeline: Pipeline; readonly at: number }
  | Branch
  | { readonly kind: 'break' | 'continue'; readonly at: number }
  /** `template` and `block`, which call a named template. */
  | { readonly kind: 'template'; readonly name: string; readonly at: number };

export interface Branch {
  readonly kind: 'if' | 'with' | 'range';
  readonly pipeline: Pipeline;
  readonly then: TemplateList;
  readonly otherwise: TemplateList;
  readonly at: number;
}

export type TemplateList = readonly TemplateNode[];

/** Commands joined by `|`, perhaps stored in variables. */
export interface Pipeline {
  readonly kind: 'pipeline';
  /** Names with their `$`. */
  readonly variables: readonly string[];
  /** `=` rather than `:=`. */
  readonly assigns: boolean;
  readonly commands: readonly Command[];
  readonly at: number;
}

/** An operand, or a function with its arguments. */
export interface Command {
  readonly operands: readonly Operand[];
  readonly at: number;
}

export type Operand =
  | { readonly kind: 'dot' | 'nil'; readonly at: number }
  | { readonly kind: 'literal'; readonly value: string | boolean | bigint | number; readonly at: number }
  /** `.A.B` */
  | { readonly kind: 'field'; readonly names: readonly string[]; readonly at: number }
  /** `$x.A.B` */
  | { readonly kind: 'variable'; readonly name: string; readonly names: readonly string[]; readonly at: number }
  | { readonly kind: 'function'; readonly name: string; readonly at: number }
  /** `(pipeline).A` */
  | { readonly kind: 'chain'; readonly of: Operand; readonly names: readonly string[]; readonly at: number }
  | Pipeline;
