import type { Hpa } from '../../fleet/autoscaler';
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
    const target = `the target is ${minor} (${context.source})`;
    if (!api) {
      return failed({
        at,
        message: `no Kubernetes serves ${apiVersion} ${kind}`,
        help: `Write autoscaling/v2 from 1.23 on, autoscaling/v2beta2 below; ${target}.`,
      });
    }
    if (compareMinors(minor, api.from) < 0) {
      return failed({
        at,
        message: `${apiVersion} needs Kubernetes >= ${api.from}; ${target}`,
        help: `Write ${atLeast(minor, '1.12') ? 'autoscaling/v2beta2' : 'autoscaling/v2beta1'}.`,
      });
    }
    const help = `Write apiVersion: ${successorOn(minor)}; fields of other names move with it.`;
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

function successorOn(minor: string): string {
  return atLeast(minor, '1.23') ? 'autoscaling/v2' : 'autoscaling/v2beta2';
}
