import type { ReadObject } from '../../read-field';
import type { AdmissionProblem } from './admission-problem';
import { portReferenceProblems } from './port-problems';

/**
 * What is wrong with how a probe or a hook acts. Source: pkg/apis/core/validation, validateHandler.
 *
 * @param what the probe or hook, as a message names it
 * @param handlers the fields of which it has one
 */
export function handlerProblems(
  handler: ReadObject,
  what: string,
  handlers: readonly string[],
): readonly AdmissionProblem[] {
  const { path } = handler;
  const given = handlers.filter((key) => handler.has(key));
  if (given.length === 0) {
    return [{ path, message: `${what} says nothing to do`, help: `Write one of ${handlers.join(', ')}.` }];
  }
  if (given.length > 1) {
    return [{ path, message: `${what} has ${given.join(' and ')}`, help: 'Keep one of them.' }];
  }
  return [
    ...commandProblems(handler.object('exec'), what),
    ...['httpGet', 'tcpSocket', 'grpc'].flatMap((key) => portReferenceProblems(handler.object(key), 'port')),
  ];
}

function commandProblems(exec: ReadObject, what: string): readonly AdmissionProblem[] {
  const { json, path } = exec.object('command');
  const isEmpty = json === undefined || json === null || (Array.isArray(json) && json.length === 0);
  if (!exec.given || !isEmpty) return [];
  const message = `the exec of ${what} has no command`;
  return [{ path: json === undefined ? exec.path : path, message, help: 'Write the command as a list.' }];
}
