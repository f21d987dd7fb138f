import { isAppliedByArgo } from '../../fleet/argo-cd';
import type { Hpa } from '../../fleet/autoscaler';
import { isServed } from '../../kubernetes/served-api';
import { defineCheck, failed } from '../check';

/**
 * Argo CD knows the health of an HPA only in versions that its client library has: 3.4 is built with k8s.io/api v0.34, 3.5.0 with
 * v0.36, which has no beta of it any more. Source: the go.mod files of both, argoproj/argo-cd#27887.
 */
export const betaHpaUnderArgo = defineCheck<Hpa>({
  id: 'gitops/beta-hpa-under-argo',
  severity: 'warning',
  title: 'Argo CD may not know the health of an HPA of this beta version',
  subjects: (fleet) =>
    fleet.hpas.filter(
      ({ reading, manifest }) =>
        (reading.version === 'v2beta1' || reading.version === 'v2beta2') && isAppliedByArgo(manifest, fleet),
    ),
  run({ manifest, object, reading }, { fleet }) {
    const { kubernetes } = fleet.context;
    const newer = isServed('autoscaling/v2', 'HorizontalPodAutoscaler', kubernetes);
    return failed({
      at: manifest.at('/apiVersion'),
      object,
      message: `Argo CD applies this autoscaling/${reading.version} HPA, and from release 3.5 on it answers "unsupported HPA GVK" to this version (argoproj/argo-cd#27887)`,
      help: newer
        ? `Write autoscaling/v2, which Kubernetes ${kubernetes} serves.`
        : `Kubernetes ${kubernetes} does not serve autoscaling/v2: stay with a release of Argo CD before 3.5, or give it a health check of your own for HPAs. See docs/gitops.md.`,
    });
  },
});
