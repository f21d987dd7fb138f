import type { Manifest } from '../../fleet/manifest';
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
  if (!isDnsLabel(namespace)) faults.push(refused(manifest, 'namespace', namespace, DNS_LABEL_RULE));
  return faults;
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
