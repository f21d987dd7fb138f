import { isAppliedByArgo } from '../../fleet/argo-cd';
import type { Hpa } from '../../fleet/autoscaler';
import { isServed } from '../../kubernetes/served-api';
import { defineCheck, failed } from '../check';

/** Argo CD knows the health of an HPA only in versions that its client library has. */
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
      message: `Argo CD applies this autoscaling/${reading.version} HPA, and a release whose client library has dropped the version can neither compare it nor tell its health (argoproj/argo-cd#9145 for the reverse)`,
      help: newer
        ? `Write autoscaling/v2, which Kubernetes ${kubernetes} serves.`
        : `Kubernetes ${kubernetes} does not serve autoscaling/v2: stay with a release of Argo CD that lists this Kubernetes minor as tested.`,
    });
  },
});
