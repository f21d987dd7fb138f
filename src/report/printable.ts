import { redact } from './redact';

/** Control characters and changes of the writing direction of untrusted files must not reach a terminal. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, '\ufffd');
}

/** Text with names from untrusted files, fit for a terminal and a log: one line, no control character, no credential. */
export function safeText(text: string): string {
  return printable(redact(text)).replace(/[\t\n]/g, ' ');
}
