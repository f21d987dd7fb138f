import type { Hpa } from '../../fleet/autoscaler';
import type { ClusterContext } from '../../fleet/cluster-context';
import { atLeast, compareMinors } from '../../kubernetes/minor';
import { servedApi } from '../../kubernetes/served-api';
import { defineCheck, failed, notCheckable, passed } from '../check';

/** An HPA version that the cluster's minor does not serve; one that is only deprecated is an info. */
export const apiVersionRemoved = defineCheck<Hpa>({
  id: 'hpa/api-version-removed',
  severity: 'error',
  title: 'the cluster does not serve this version of HorizontalPodAutoscaler',
  subjects: (fleet) => fleet.hpas,
  run(hpa, { fleet: { context } }) {
    const { apiVersion, kind } = hpa.object;
    const minor = context.kubernetes;
    const api = servedApi(apiVersion, kind);
    const at = hpa.manifest.at('/apiVersion');
    const target = `the target is ${context.newerThanKnown ?? minor} (${SOURCES[context.source]})`;
    const help = helpOn(minor, apiVersion);
    if (!api) return failed({ at, message: `no Kubernetes serves ${apiVersion} ${kind}; ${target}`, help });
    if (compareMinors(minor, api.from) < 0) {
      return failed({ at, message: `${apiVersion} needs Kubernetes >= ${api.from}; ${target}`, help });
    }
    if (api.to !== undefined && compareMinors(minor, api.to) > 0) {
      return failed({
        at,
        message: `${apiVersion} was last served by Kubernetes ${api.to}; ${target}`,
        help,
        evidence: { lastServed: api.to },
      });
    }
    if (api.deprecatedFrom !== undefined && atLeast(minor, api.deprecatedFrom)) {
      return failed({
        at,
        severity: 'info',
        message: `${apiVersion} is deprecated; Kubernetes ${api.to} is the last to serve it`,
        help,
      });
    }
    if (context.newerThanKnown) {
      return notCheckable(
        `what Kubernetes ${context.newerThanKnown} serves is not known; ${minor} is the newest known minor`,
      );
    }
    return passed;
  },
});

/** Where the minor comes from, as a reader says it. */
const SOURCES: { readonly [source in ClusterContext['source']]: string } = {
  'cluster.yaml': 'cluster.yaml',
  'foresail.yaml': 'foresail.yaml',
  flag: '--kubernetes',
  default: 'the newest known, as nothing names one',
};

/** `v2beta2` and `v2` have the same fields; those of `v2beta1` have other names. */
function helpOn(minor: string, apiVersion: string): string {
  const successor = atLeast(minor, '1.23') ? 'autoscaling/v2' : 'autoscaling/v2beta2';
  const fields =
    apiVersion === 'autoscaling/v2beta1'
      ? 'name each metric under metric, and its target under target'
      : 'the fields keep their names';
  return `Write apiVersion: ${successor}; ${fields}.`;
}
