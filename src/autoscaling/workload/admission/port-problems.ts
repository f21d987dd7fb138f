import { isPortName, isPortNumber, PORT_NAME_RULE } from '../../../kubernetes/port';
import type { ReadField, ReadObject } from '../../read-field';
import { type AdmissionProblem, mustBe } from './admission-problem';
import { repeatedFields } from './repeated-fields';

/** Source: pkg/apis/core/validation, validateContainerPorts. The names of two containers may be the same. */
export function containerPortProblems(container: ReadObject): readonly AdmissionProblem[] {
  const ports = container.list('ports');
  return [
    ...ports.flatMap((port) => [
      ...portNumberProblems(port.number('containerPort')),
      ...portNumberProblems(port.number('hostPort'), (value) => value === 0),
      ...portNameProblems(port.string('name')),
    ]),
    ...repeatedFields(ports, 'name').map(({ path, value }) => ({
      path,
      message: `two ports of container ${container.string('name').value ?? ''} have the name ${value}`,
      help: 'Give each port a name of its own.',
    })),
  ];
}

/** A port by its number or its name, of a handler or a Service. Source: ValidatePortNumOrName. */
export function portReferenceProblems(
  holder: ReadObject,
  key: string,
  isUnset?: (port: number) => boolean,
): readonly AdmissionProblem[] {
  const name = holder.string(key);
  if (name.value === undefined) return portNumberProblems(holder.number(key), isUnset);
  if (isPortName(name.value)) return [];
  const help = /^\d+$/.test(name.value)
    ? `Write the number without quotes: ${Number(name.value)}.`
    : mustBe(PORT_NAME_RULE);
  return [{ path: name.path, message: `${key} is "${name.value}", which is no name of a port`, help }];
}

function portNameProblems({ path, value = '' }: ReadField<string>): readonly AdmissionProblem[] {
  if (value === '' || isPortName(value)) return [];
  return [{ path, message: `"${value}" cannot be the name of a port`, help: mustBe(PORT_NAME_RULE) }];
}

/** A number that is no port's. */
export function portNumberProblems(
  { path, value }: ReadField<number>,
  isUnset: (port: number) => boolean = () => false,
): readonly AdmissionProblem[] {
  if (value === undefined || isUnset(value) || isPortNumber(value)) return [];
  const message = `${path.slice(path.lastIndexOf('/') + 1)} is ${value}`;
  return [{ path, message, help: 'Write a port from 1 to 65535.' }];
}
