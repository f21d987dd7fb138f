import { joinErrors, type PolicyError } from './policy-error';

/** Throws all errors as one; returns where there is none. */
export function throwErrors(errors: readonly PolicyError[]): void {
  const error = joinErrors(errors);
  if (!error) return;
  // Where nobody catches it, Node would print this line above the message. Source: node, src/node_errors.cc, GetErrorSource.
  throw error; // node-do-not-add-exception-line
}
