import { AHPA_KIND } from '../../autoscaling/ahpa/model';
import type { Manifest } from '../../fleet/manifest';
import { compareMinors, isKubernetesMinor, type KubernetesMinor } from '../../kubernetes/minor';
import { DNS_SUBDOMAIN_RULE, isDnsSubdomain } from '../../kubernetes/names';
import { validateShape } from '../../kubernetes/schema/validate-shape';
import { servedApi } from '../../kubernetes/served-api';
import { defineCheck, type Fault, judged, notCheckable } from '../check';

const HPA_KIND = 'HorizontalPodAutoscaler';

/** The shape of every object against the API of the cluster's minor. AHPA publishes no schema: `ahpa/shape` looks at it. */
export const schema = defineCheck<Manifest>({
  id: 'manifest/schema',
  severity: 'error',
  title: 'an object does not have the shape of its API',
  subjects: (fleet) => fleet.manifests.filter(({ object }) => object.kind !== AHPA_KIND),
  run(manifest, { fleet }) {
    const { apiVersion, kind } = manifest.object;
    const problems = validateShape(manifest.json, apiVersion, kind, judgedMinor(manifest, fleet.context.kubernetes));
    const faults = [...duplicateKeys(manifest), ...nameFaults(manifest)];
    if (problems === 'not-modelled') {
      return faults.length > 0 ? judged(faults) : notCheckable(`there is no schema for ${kind} (${apiVersion})`);
    }
    for (const problem of problems) {
      if (problem.path === '/metadata/name' && faults.some(({ at }) => at?.path === problem.path)) continue;
      const at = isAboutKey(problem.code) ? manifest.keyAt(problem.path) : manifest.at(problem.path);
      faults.push({
        at,
        severity: problem.severity,
        message: problem.message,
        help: problem.help,
        evidence: { code: problem.code },
      });
    }
    return judged(faults);
  },
});

/** A removed HPA version is reported by `hpa/api-version-removed`; its shape is judged by the last minor that served it. */
function judgedMinor({ object }: Manifest, minor: KubernetesMinor): KubernetesMinor {
  if (object.kind !== HPA_KIND) return minor;
  const api = servedApi(object.apiVersion, object.kind);
  if (!api) return minor;
  if (api.to && isKubernetesMinor(api.to) && compareMinors(minor, api.to) > 0) return api.to;
  return isKubernetesMinor(api.from) && compareMinors(minor, api.from) < 0 ? api.from : minor;
}

function isAboutKey(code: string): boolean {
  return code === 'unknown-field' || code === 'needs-newer' || code === 'gone';
}

function duplicateKeys(manifest: Manifest): readonly Fault[] {
  const { start, end } = manifest.root.span;
  return manifest.problems
    .filter(({ span }) => span.start >= start && span.start < end)
    .map(({ message, span }) => ({
      at: { span, path: '' },
      message: `${message}; only the last one would count`,
      help: 'Keep one of them.',
    }));
}

function nameFaults(manifest: Manifest): Fault[] {
  const { name } = manifest.object;
  const at = manifest.at('/metadata/name');
  if (name === '') {
    return [
      {
        at,
        message: 'metadata.name is missing',
        help: 'Give the object a name: Git cannot own an object with a generated one.',
      },
    ];
  }
  if (isDnsSubdomain(name)) return [];
  return [
    {
      at,
      message: `metadata.name is "${name}", which the API server refuses`,
      help: `A name has ${DNS_SUBDOMAIN_RULE}.`,
    },
  ];
}
