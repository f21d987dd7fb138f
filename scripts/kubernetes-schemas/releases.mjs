/**
 * Releases of @kubernetes/client-node, the official and generated client, and the Kubernetes minor each was generated from.
 * The minor is read from the headers of the generated files, because the table in the client's README is one ahead for some.
 */
export const RELEASES = [
  { release: '0.12.3', minor: 18 },
  { release: '0.13.2', minor: 19 },
  { release: '0.14.3', minor: 20 },
  { release: '0.15.1', minor: 21 },
  { release: '0.16.3', minor: 22 },
  { release: '0.17.1', minor: 24 },
  { release: '0.18.1', minor: 25 },
  { release: '0.19.0', minor: 27 },
  { release: '0.20.0', minor: 28 },
  { release: '0.21.0', minor: 29 },
  { release: '0.22.3', minor: 30 },
  { release: '1.0.0', minor: 32 },
  { release: '1.3.0', minor: 33 },
  { release: '1.4.0', minor: 34 },
  { release: '2.0.1', minor: 36 },
];

/**
 * The minors that no release was generated from: a neighbour, and what differs. In the order in which they are made.
 * `--cross-check` compares four of them with the interfaces of cdk8s-plus.
 */
export const DERIVED = [
  {
    minor: 17,
    from: 18,
    without: {
      V1ConfigMap: ['immutable'],
      V1ServicePort: ['appProtocol'],
      V1PodSecurityContext: ['fsGroupChangePolicy'],
      V2beta2HorizontalPodAutoscalerSpec: ['behavior'],
    },
  },
  { minor: 16, from: 17, without: { V1ServiceSpec: ['topologyKeys'] } },
  {
    minor: 23,
    from: 24,
    without: { V1TopologySpreadConstraint: ['minDomains'], V1RollingUpdateStatefulSetStrategy: ['maxUnavailable'] },
  },
  { minor: 26, from: 27, without: { V1Container: ['resizePolicy'], V1EphemeralContainer: ['resizePolicy'] } },
  { minor: 31, from: 32, without: { V1PodSpec: ['resources'], V1PodSecurityContext: ['seLinuxChangePolicy'] } },
  {
    minor: 35,
    from: 34,
    with: {
      V1PodSpec: { workloadRef: { type: 'V1WorkloadReference', required: false } },
      V1WorkloadReference: {
        name: { type: 'string', required: true },
        podGroup: { type: 'string', required: true },
        podGroupReplicaKey: { type: 'string', required: false },
      },
      V1PodCertificateProjection: { userAnnotations: { type: '{string}', required: false } },
    },
  },
];

/** The kinds to take, as `apiVersion kind`, with the model that describes each. */
export const ROOTS = {
  'apps/v1 Deployment': 'V1Deployment',
  'apps/v1 StatefulSet': 'V1StatefulSet',
  'v1 Service': 'V1Service',
  'v1 ConfigMap': 'V1ConfigMap',
  'autoscaling/v1 HorizontalPodAutoscaler': 'V1HorizontalPodAutoscaler',
  'autoscaling/v2 HorizontalPodAutoscaler': 'V2HorizontalPodAutoscaler',
  'autoscaling/v2beta2 HorizontalPodAutoscaler': 'V2beta2HorizontalPodAutoscaler',
  'autoscaling/v2beta1 HorizontalPodAutoscaler': 'V2beta1HorizontalPodAutoscaler',
  'policy/v1 PodDisruptionBudget': 'V1PodDisruptionBudget',
  'policy/v1beta1 PodDisruptionBudget': 'V1beta1PodDisruptionBudget',
};
