import { DNS_LABEL_RULE, isDnsLabel } from '../../../kubernetes/names';
import type { ReadField, ReadObject } from '../../read-field';
import { type AdmissionProblem, mustBe } from './admission-problem';
import { portNumberProblems, portReferenceProblems } from './port-problems';
import { repeatedFields } from './repeated-fields';

/** What is wrong with the ports of a Service, by its `spec`. Source: pkg/apis/core/validation, validateServicePort. */
export function servicePortProblems(spec: ReadObject): readonly AdmissionProblem[] {
  const ports = spec.list('ports').filter(({ given }) => given);
  return [
    ...ports.flatMap((port) => [
      ...portNumberProblems(port.number('port')),
      // Zero is what the API server reads as "the same as port".
      ...portReferenceProblems(port, 'targetPort', (value) => value === 0),
      ...nameProblems(port.string('name')),
    ]),
    ...(ports.length > 1 ? ports.filter(isUnnamed).map(unnamed) : []),
    ...repeatedFields(ports, 'name').map(({ path, value }) => ({
      path,
      message: `two ports have the name ${value}`,
      help: 'Give each port a name of its own.',
    })),
    ...repeatedNumbers(ports),
  ];
}

/** One number may be taken by two protocols. */
function repeatedNumbers(ports: readonly ReadObject[]): readonly AdmissionProblem[] {
  const seen = new Set<string>();
  return ports.flatMap((port) => {
    const { path, value } = port.number('port');
    const protocol = port.string('protocol');
    // One that cannot be read may be any.
    if (value === undefined || (protocol.given && protocol.value === undefined)) return [];
    const key = `${value}/${protocol.value ?? 'TCP'}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [{ path, message: `two ports have the number ${key}`, help: 'Keep one of them.' }];
  });
}

function nameProblems({ path, value = '' }: ReadField<string>): readonly AdmissionProblem[] {
  if (value === '' || isDnsLabel(value)) return [];
  return [{ path, message: `"${value}" cannot be the name of a port`, help: mustBe(DNS_LABEL_RULE) }];
}

function isUnnamed(port: ReadObject): boolean {
  const { given, value } = port.string('name');
  return !given || value === '';
}

function unnamed({ path }: ReadObject): AdmissionProblem {
  return { path, message: 'a Service with several ports needs a name for each', help: 'Name the port.' };
}
