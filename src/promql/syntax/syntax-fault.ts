import type { ParseErrorCode } from '../promql-error';
import type { TextSpan } from './text-span';

/** Ends the reading of a query: thrown inside the parser, never out of it. */
export class SyntaxFault extends Error {
  public constructor(
    public readonly code: ParseErrorCode,
    message: string,
    public readonly span: TextSpan,
  ) {
    super(message);
  }
}
