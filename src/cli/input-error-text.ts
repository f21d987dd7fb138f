import { codeFrame } from '../report/code-frame';
import { locationOf } from '../report/location';
import { safeText } from '../report/printable';
import type { InputError } from '../source/input-error';

/** An input error as people read it: what, where, and what to do. */
export function inputErrorText({ message, help, at }: InputError): string {
  const lines = [safeText(`error: ${message}`)];
  if (typeof at === 'object') {
    const { file, line, column } = locationOf(at);
    lines.push(safeText(`  --> ${file}:${line}:${column}`), codeFrame(at).replace(/^/gm, '  '));
  } else if (at !== undefined && !message.includes(at)) lines.push(safeText(`  --> ${at}`));
  lines.push(safeText(`  ${help}`));
  return `${lines.join('\n')}\n`;
}
