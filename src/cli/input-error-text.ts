import { codeFrame, printable } from '../report/code-frame';
import { locationOf } from '../report/location';
import type { InputError } from '../source/input-error';

/** An input error as people read it: what, where, and what to do. */
export function inputErrorText(error: InputError): string {
  const { at } = error;
  const lines = [`error: ${error.message}`];
  if (typeof at === 'object') {
    const { file, line, column } = locationOf(at);
    lines.push(`  --> ${file}:${line}:${column}`, codeFrame(at).replace(/^/gm, '  '));
  } else if (at !== undefined && !error.message.includes(at)) lines.push(`  --> ${at}`);
  lines.push(`  ${error.help}`);
  return `${printable(lines.join('\n'))}\n`;
}
