import { ReadObject } from '../../autoscaling/read-field';
import type { Manifest } from '../../fleet/manifest';
import { LEADER_WORKER_SET, longestSetName } from '../../kubernetes/leader-worker-set';
import { atLeast, type KubernetesMinor } from '../../kubernetes/minor';
import {
  DNS_LABEL_RULE,
  DNS_SUBDOMAIN_RULE,
  isDnsLabel,
  isDnsSubdomain,
  isServiceName,
  SERVICE_NAME_RULE,
} from '../../kubernetes/names';
import type { Fault } from '../check';

/** What the API server refuses in `metadata.name` and `metadata.namespace`. */
export function nameFaults(manifest: Manifest, minor: KubernetesMinor): readonly Fault[] {
  const { kind, name, namespace = '' } = manifest.object;
  if (name === '') {
    const help = 'Give the object a name: Git cannot own an object with a generated one.';
    return [{ at: manifest.at('/metadata/name'), message: 'metadata.name is missing', help }];
  }
  const rule = kind === 'Service' ? serviceNameRule(minor) : SUBDOMAIN;
  const faults: Fault[] = [];
  if (!rule.accepts(name)) faults.push(refused(manifest, 'name', name, rule.text));
  else faults.push(...setNameFaults(manifest));
  if (!isDnsLabel(namespace)) faults.push(refused(manifest, 'namespace', namespace, DNS_LABEL_RULE));
  return faults;
}

/** The API server takes a longer name, and then refuses the pods. */
function setNameFaults(manifest: Manifest): readonly Fault[] {
  const { kind, name } = manifest.object;
  if (kind !== LEADER_WORKER_SET.kind) return [];
  const spec = new ReadObject(manifest.json, '').object('spec');
  const size = spec.object('leaderWorkerTemplate').integer('size').value ?? 1;
  const longest = longestSetName(spec.integer('replicas').value ?? 1, size);
  if (name.length <= longest) return [];
  return [
    {
      at: manifest.at('/metadata/name'),
      message: `metadata.name has ${name.length} characters, and a label of the pods has room for ${longest}: the API server refuses them`,
      help: `Choose a name of at most ${longest} characters: the label adds a hash, and for workers the number of their group.`,
    },
  ];
}

interface NameRule {
  readonly accepts: (name: string) => boolean;
  readonly text: string;
}

const SUBDOMAIN: NameRule = { accepts: isDnsSubdomain, text: DNS_SUBDOMAIN_RULE };

/** A Service may begin with a digit where RelaxedServiceNameValidation is on by default: kubernetes/kubernetes#136389. */
function serviceNameRule(minor: KubernetesMinor): NameRule {
  return atLeast(minor, '1.36')
    ? { accepts: isDnsLabel, text: DNS_LABEL_RULE }
    : { accepts: isServiceName, text: SERVICE_NAME_RULE };
}

function refused(manifest: Manifest, field: 'name' | 'namespace', value: string, rule: string): Fault {
  return {
    at: manifest.at(`/metadata/${field}`),
    message: `metadata.${field} is "${value}", which the API server refuses`,
    help: `A ${field} has ${rule}.`,
  };
}
