/** A resource of the Kubernetes API: what a REST mapper learns from discovery. */
export interface ApiResource {
  /** Empty for the core group. */
  readonly group: string;
  /** The plural, as in request paths. */
  readonly resource: string;
  readonly singular: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

const CLUSTER_SCOPED = '*';

/** Group, then plural and kind; a star marks what has no namespace. In the order in which an API server lists its groups. */
const TABLE: readonly (readonly [group: string, resources: string])[] = [
  [
    '',
    `bindings Binding, componentstatuses* ComponentStatus, configmaps ConfigMap, endpoints Endpoints, events Event,
     limitranges LimitRange, namespaces* Namespace, nodes* Node, persistentvolumeclaims PersistentVolumeClaim,
     persistentvolumes* PersistentVolume, pods Pod, podtemplates PodTemplate, replicationcontrollers ReplicationController,
     resourcequotas ResourceQuota, secrets Secret, serviceaccounts ServiceAccount, services Service`,
  ],
  ['apiregistration.k8s.io', 'apiservices* APIService'],
  [
    'apps',
    `controllerrevisions ControllerRevision, daemonsets DaemonSet, deployments Deployment, replicasets ReplicaSet,
     statefulsets StatefulSet`,
  ],
  ['events.k8s.io', 'events Event'],
  ['authentication.k8s.io', 'tokenreviews* TokenReview'],
  [
    'authorization.k8s.io',
    `localsubjectaccessreviews LocalSubjectAccessReview, selfsubjectaccessreviews* SelfSubjectAccessReview,
     selfsubjectrulesreviews* SelfSubjectRulesReview, subjectaccessreviews* SubjectAccessReview`,
  ],
  ['autoscaling', 'horizontalpodautoscalers HorizontalPodAutoscaler'],
  ['batch', 'cronjobs CronJob, jobs Job'],
  ['certificates.k8s.io', 'certificatesigningrequests* CertificateSigningRequest'],
  ['networking.k8s.io', 'ingressclasses* IngressClass, ingresses Ingress, networkpolicies NetworkPolicy'],
  ['policy', 'poddisruptionbudgets PodDisruptionBudget'],
  [
    'rbac.authorization.k8s.io',
    'clusterrolebindings* ClusterRoleBinding, clusterroles* ClusterRole, rolebindings RoleBinding, roles Role',
  ],
  [
    'storage.k8s.io',
    `csidrivers* CSIDriver, csinodes* CSINode, csistoragecapacities CSIStorageCapacity, storageclasses* StorageClass,
     volumeattachments* VolumeAttachment`,
  ],
  [
    'admissionregistration.k8s.io',
    `mutatingwebhookconfigurations* MutatingWebhookConfiguration,
     validatingwebhookconfigurations* ValidatingWebhookConfiguration`,
  ],
  ['apiextensions.k8s.io', 'customresourcedefinitions* CustomResourceDefinition'],
  ['scheduling.k8s.io', 'priorityclasses* PriorityClass'],
  ['coordination.k8s.io', 'leases Lease'],
  ['node.k8s.io', 'runtimeclasses* RuntimeClass'],
  ['discovery.k8s.io', 'endpointslices EndpointSlice'],
  ['flowcontrol.apiserver.k8s.io', 'flowschemas* FlowSchema, prioritylevelconfigurations* PriorityLevelConfiguration'],
];

/** The resources that every API server of our range serves, in its discovery order, sub-resources left out. */
export const BUILT_IN_RESOURCES: readonly ApiResource[] = TABLE.flatMap(([group, resources]) =>
  resources.split(',').map((entry) => {
    const [name = '', kind = ''] = entry.trim().split(/\s+/);
    const namespaced = !name.endsWith(CLUSTER_SCOPED);
    return { group, resource: name.replace(CLUSTER_SCOPED, ''), singular: kind.toLowerCase(), kind, namespaced };
  }),
);

/**
 * Finds a resource as client-go's REST mapper does: lower-cased, plural or singular, no short names. Without a group the
 * first in the table wins. A group matches every group that it is a prefix of (`networking` finds `networking.k8s.io`);
 * the first in the table wins there too, even where a later one is equal.
 */
export function findResource(
  groupResource: { readonly group?: string | undefined; readonly resource: string },
  table: readonly ApiResource[] = BUILT_IN_RESOURCES,
): ApiResource | undefined {
  const name = groupResource.resource.toLowerCase();
  const group = groupResource.group ?? '';
  const named = table.filter(({ resource, singular }) => resource === name || singular === name);
  return named.find((entry) => entry.group.startsWith(group));
}
