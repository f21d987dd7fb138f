/** What is wrong in a template, with offsets in its text. */
export interface TemplateFault {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** Thrown while a template is read. */
export class TemplateSyntaxError extends Error {
  public constructor(
    message: string,
    public readonly start: number,
    public readonly end: number,
  ) {
    super(message);
  }
}

/** Thrown while a template is rendered. */
export class TemplateExecutionError extends Error {
  public constructor(
    message: string,
    /** Our bound or gap, not the adapter's. */
    public readonly unsupported: boolean,
  ) {
    super(message);
  }
}
