import { type Field, fieldAt, findModel } from '../../../src/kubernetes/schema/api-facts';

const has = (model: string, field: string, minor: number): boolean =>
  fieldAt(variantsOf(model, field), minor) !== undefined;

const variantsOf = (model: string, field: string): readonly Field[] | undefined => {
  const found = findModel(model);
  if (!found) throw new Error(`no model ${model}`);
  return found.get(field);
};

describe('the history of fields', () => {
  it.each<[number, string, readonly string[]]>([
    [17, 'V1ServiceSpec', ['topologyKeys']],
    [18, 'V1ConfigMap', ['immutable']],
    [18, 'V1ServicePort', ['appProtocol']],
    [18, 'V1PodSecurityContext', ['fsGroupChangePolicy']],
    [18, 'V2beta2HorizontalPodAutoscalerSpec', ['behavior']],
    [19, 'V1PodSpec', ['setHostnameAsFQDN']],
    [19, 'V1PodSecurityContext', ['seccompProfile']],
    [19, 'V1SecurityContext', ['seccompProfile']],
    [19, 'V1Volume', ['ephemeral']],
    [20, 'V1ServiceSpec', ['allocateLoadBalancerNodePorts', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']],
    [20, 'V2beta1MetricSpec', ['containerResource']],
    [20, 'V2beta2MetricSpec', ['containerResource']],
    [21, 'V1Probe', ['terminationGracePeriodSeconds']],
    [21, 'V1PodAffinityTerm', ['namespaceSelector']],
    [21, 'V1ServiceSpec', ['internalTrafficPolicy', 'loadBalancerClass']],
    [22, 'V1PersistentVolumeClaimSpec', ['dataSourceRef']],
    [22, 'V1ManagedFieldsEntry', ['subresource']],
    [22, 'V1WindowsSecurityContextOptions', ['hostProcess']],
    [23, 'V1PodSpec', ['os']],
    [23, 'V1Probe', ['grpc']],
    [24, 'V1TopologySpreadConstraint', ['minDomains']],
    [24, 'V1RollingUpdateStatefulSetStrategy', ['maxUnavailable']],
    [25, 'V1PodSpec', ['hostUsers']],
    [25, 'V1TopologySpreadConstraint', ['matchLabelKeys', 'nodeAffinityPolicy', 'nodeTaintsPolicy']],
    [26, 'V1PodSpec', ['resourceClaims', 'schedulingGates']],
    [26, 'V1ResourceRequirements', ['claims']],
    [26, 'V1PodDisruptionBudgetSpec', ['unhealthyPodEvictionPolicy']],
    [27, 'V1Container', ['resizePolicy']],
    [28, 'V1Container', ['restartPolicy']],
    [28, 'V1EphemeralContainer', ['restartPolicy']],
    [29, 'V1VolumeProjection', ['clusterTrustBundle']],
    [29, 'V1PersistentVolumeClaimSpec', ['volumeAttributesClassName']],
    [29, 'V1LifecycleHandler', ['sleep']],
    [29, 'V1PodAffinityTerm', ['matchLabelKeys', 'mismatchLabelKeys']],
    [30, 'V1PodSecurityContext', ['appArmorProfile']],
    [30, 'V1VolumeMount', ['recursiveReadOnly']],
    [30, 'V1ServiceSpec', ['trafficDistribution']],
    [31, 'V1Volume', ['image']],
    [31, 'V1PodSecurityContext', ['supplementalGroupsPolicy']],
    [31, 'V1PodResourceClaim', ['resourceClaimName', 'resourceClaimTemplateName']],
    [31, 'V1ResourceClaim', ['request']],
    [32, 'V1PodSpec', ['resources']],
    [32, 'V1PodSecurityContext', ['seLinuxChangePolicy']],
    [33, 'V1Lifecycle', ['stopSignal']],
    [33, 'V2HPAScalingRules', ['tolerance']],
    [34, 'V1PodSpec', ['hostnameOverride']],
    [34, 'V1Container', ['restartPolicyRules']],
    [34, 'V1EnvVarSource', ['fileKeyRef']],
    [34, 'V1VolumeProjection', ['podCertificate']],
    [35, 'V1PodSpec', ['workloadRef']],
    [35, 'V1PodCertificateProjection', ['userAnnotations']],
    [36, 'V1PodSpec', ['schedulingGroup']],
  ])('1.%i adds to %s: %s', (minor, model, fields) => {
    for (const field of fields) {
      expect([field, has(model, field, minor - 1), has(model, field, minor)]).toEqual([field, false, true]);
    }
  });

  it.each<[number, string, string]>([
    [20, 'V1ServiceSpec', 'ipFamily'],
    [21, 'V1EphemeralVolumeSource', 'readOnly'],
    [22, 'V1ServiceSpec', 'topologyKeys'],
    [25, 'V1ObjectMeta', 'clusterName'],
    [31, 'V1PodResourceClaim', 'source'],
    [36, 'V1PodSpec', 'workloadRef'],
  ])('1.%i removes from %s: %s', (minor, model, field) => {
    expect([has(model, field, minor - 1), has(model, field, minor)]).toEqual([true, false]);
  });

  it.each<[number, string, string, boolean]>([
    [20, 'V1ProjectedVolumeSource', 'sources', false],
    [31, 'V1HostAlias', 'ip', true],
    [36, 'V1HorizontalPodAutoscaler', 'spec', true],
    [36, 'V2HorizontalPodAutoscaler', 'spec', true],
  ])('1.%i changes whether %s requires %s, to %s', (minor, model, field, required) => {
    const variants = variantsOf(model, field);
    expect(fieldAt(variants, minor - 1)?.required).toBe(!required);
    expect(fieldAt(variants, minor)?.required).toBe(required);
  });

  it.each<[number, string, string, string, string]>([
    [23, 'V1Lifecycle', 'preStop', 'V1Handler', 'V1LifecycleHandler'],
    [26, 'V1PersistentVolumeClaimSpec', 'dataSourceRef', 'V1TypedLocalObjectReference', 'V1TypedObjectReference'],
    [29, 'V1PersistentVolumeClaimSpec', 'resources', 'V1ResourceRequirements', 'V1VolumeResourceRequirements'],
  ])('1.%i changes the type of %s.%s', (minor, model, field, before, after) => {
    const variants = variantsOf(model, field);
    expect(fieldAt(variants, minor - 1)?.type).toEqual({ kind: 'model', name: before });
    expect(fieldAt(variants, minor)?.type).toEqual({ kind: 'model', name: after });
  });
});
