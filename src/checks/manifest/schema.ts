import { AHPA_KIND } from '../../autoscaling/ahpa/model';
import type { Manifest } from '../../fleet/manifest';
import { compareMinors, isKubernetesMinor, type KubernetesMinor } from '../../kubernetes/minor';
import { validateShape } from '../../kubernetes/schema/validate-shape';
import { servedApi } from '../../kubernetes/served-api';
import type { Pointer } from '../../source/pointer';
import { defineCheck, type Fault, judged, notCheckable, type Verdict } from '../check';
import { nameFaults } from './name-faults';

const HPA_KIND = 'HorizontalPodAutoscaler';

/** Names, doubled keys, and the shape against the API of the cluster's minor. AHPA has no schema: `ahpa/admission` reads it. */
export const schema = defineCheck<Manifest>({
  id: 'manifest/schema',
  severity: 'error',
  title: 'an object does not have the shape of its API',
  subjects: (fleet) => fleet.manifests,
  run(manifest, { fleet }) {
    const { apiVersion, kind } = manifest.object;
    const names = nameFaults(manifest, fleet.context.kubernetes);
    const faults = [...duplicateKeys(manifest), ...names.filter(({ at }) => !holdsPlaceholder(manifest, at!.path))];
    const open = names.find(({ at }) => holdsPlaceholder(manifest, at!.path))?.at?.path;
    if (kind === AHPA_KIND) return verdict(faults, open);
    const problems = validateShape(manifest.json, apiVersion, kind, judgedMinor(manifest, fleet.context.kubernetes));
    if (problems === 'not-modelled') {
      return faults.length > 0 ? judged(faults) : notCheckable(`there is no schema for ${kind} (${apiVersion})`);
    }
    const unread = problems.find(({ path }) => holdsPlaceholder(manifest, path))?.path ?? open;
    for (const problem of problems) {
      if (problem.path === '/metadata/name' && faults.some(({ at }) => at?.path === problem.path)) continue;
      if (holdsPlaceholder(manifest, problem.path)) continue;
      const at = isAboutKey(problem.code) ? manifest.keyAt(problem.path) : manifest.at(problem.path);
      faults.push({
        at,
        severity: problem.severity,
        message: problem.message,
        help: problem.help,
        evidence: { code: problem.code },
      });
    }
    return verdict(faults, unread);
  },
});

function verdict(faults: readonly Fault[], unread: Pointer | undefined): Verdict {
  if (faults.length > 0 || unread === undefined) return judged(faults);
  return notCheckable(`${unread} is a placeholder that something replaces before the API server sees it`);
}

/** Flux, Terraform and envsubst write `${NAME}`: what stands there in the end is not known. */
function holdsPlaceholder(manifest: Manifest, path: Pointer): boolean {
  const value = manifest.valueAt(path);
  return typeof value === 'string' && /\$\{[^}]*\}/.test(value);
}

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
