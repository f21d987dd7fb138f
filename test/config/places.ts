import type { InputError } from '../../src/source/input-error';

/** An error as a reader sees it: `line:column`, message and help. */
export function shown({ at, message, help }: InputError): string {
  const place = typeof at === 'object' ? at.file.positionAt(at.start) : undefined;
  return `${place ? `${place.line}:${place.column}` : (at ?? '')} ${message} | ${help}`;
}
