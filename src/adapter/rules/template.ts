import { execute } from './template/execute';
import type { TemplateList } from './template/nodes';
import { parse } from './template/parser';
import { TemplateExecutionError, type TemplateFault, TemplateSyntaxError } from './template/template-error';
import { TemplateData, type TemplateValue } from './template/value';

/** A Go template with the delimiters `<<` and `>>` that has been read. */
export class Template {
  public constructor(
    public readonly text: string,
    private readonly nodes: TemplateList,
  ) {}

  /** Renders the template. `type` names the data in messages, as Go does. */
  public render(type: string, data: ReadonlyMap<string, TemplateValue>): TemplateResult {
    try {
      return { text: execute(this.nodes, new TemplateData(type, data)) };
    } catch (error) {
      if (!(error instanceof TemplateExecutionError)) throw error;
      return { error: error.message, unsupported: error.unsupported };
    }
  }
}

/** `unsupported`: the adapter may well render this, and we do not know what. */
export type TemplateResult = { readonly text: string } | { readonly error: string; readonly unsupported: boolean };

/** Reads a template; what Go's text/template would refuse comes back as a fault with its place. */
export function parseTemplate(text: string): Template | TemplateFault {
  try {
    return new Template(text, parse(text));
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error;
    return { message: error.message, start: error.start, end: error.end };
  }
}

export function isTemplate(result: Template | TemplateFault): result is Template {
  return result instanceof Template;
}
