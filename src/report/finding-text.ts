import type { Diagnostic } from '../checks/validation-report';
import { describeObject } from '../source/finding';
import type { InputError } from '../source/input-error';
import { type Location, locationOf } from './location';
import { safeText } from './printable';

/** A finding in one line: its object and what is wrong with it. */
export function messageText({ object, message }: Pick<Diagnostic, 'object' | 'message'>): string {
  return safeText(object ? `${describeObject(object)}: ${message}` : message);
}

/** Where unreadable input is: a place, a file alone, or nowhere. */
export function inputErrorLocation({ at }: InputError): Partial<Location> {
  if (typeof at === 'object') return locationOf(at);
  return at === undefined ? {} : { file: at };
}

/** `file:12:3`. */
export function locationText({ file = '', line, column }: Partial<Location>): string {
  return safeText([file, line, column].filter((part) => part !== undefined).join(':'));
}
