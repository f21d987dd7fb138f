/**
 * What the generated models do not say. A key names model and property; the version at a model's start is left out, because
 * the facts hold for all versions that have the property.
 */

/** Quantities appear as plain strings in every release. */
const QUANTITIES = {
  'ResourceRequirements.limits': '{quantity}',
  'ResourceRequirements.requests': '{quantity}',
  'VolumeResourceRequirements.limits': '{quantity}',
  'VolumeResourceRequirements.requests': '{quantity}',
  'PodSpec.overhead': '{quantity}',
  'MetricTarget.value': 'quantity',
  'MetricTarget.averageValue': 'quantity',
  'MetricValueStatus.value': 'quantity',
  'MetricValueStatus.averageValue': 'quantity',
  'HPAScalingRules.tolerance': 'quantity',
  'EmptyDirVolumeSource.sizeLimit': 'quantity',
  'ResourceFieldSelector.divisor': 'quantity',
  'PersistentVolumeClaimStatus.capacity': '{quantity}',
  'PersistentVolumeClaimStatus.allocatedResources': '{quantity}',
  'PodsMetricSource.targetAverageValue': 'quantity',
  'ObjectMetricSource.targetValue': 'quantity',
  'ObjectMetricSource.averageValue': 'quantity',
  'ExternalMetricSource.targetValue': 'quantity',
  'ExternalMetricSource.targetAverageValue': 'quantity',
  'ResourceMetricSource.targetAverageValue': 'quantity',
  'ContainerResourceMetricSource.targetAverageValue': 'quantity',
  'PodsMetricStatus.currentAverageValue': 'quantity',
  'ObjectMetricStatus.currentValue': 'quantity',
  'ObjectMetricStatus.averageValue': 'quantity',
  'ExternalMetricStatus.currentValue': 'quantity',
  'ExternalMetricStatus.currentAverageValue': 'quantity',
  'ResourceMetricStatus.currentAverageValue': 'quantity',
  'ContainerResourceMetricStatus.currentAverageValue': 'quantity',
};

/** Open objects in the oldest releases. A text is a port's name, or a percentage. */
const INTEGERS_OR_TEXTS = {
  'HTTPGetAction.port': 'intOrString',
  'TCPSocketAction.port': 'intOrString',
  'ServicePort.targetPort': 'intOrString',
  'RollingUpdateDeployment.maxSurge': 'intOrPercent',
  'RollingUpdateDeployment.maxUnavailable': 'intOrPercent',
  'RollingUpdateStatefulSetStrategy.maxUnavailable': 'intOrPercent',
  'PodDisruptionBudgetSpec.minAvailable': 'intOrPercent',
  'PodDisruptionBudgetSpec.maxUnavailable': 'intOrPercent',
};

/**
 * Closed sets of texts, which admission checks in every minor; only the definitions of 1.23 list them. An empty first value
 * means that the API server takes an empty text for its default. `...` ends a set that newer minors have added to.
 */
const ENUMS = {
  'DeploymentStrategy.type': '<|Recreate|RollingUpdate>',
  'ServiceSpec.type': '<|ClusterIP|NodePort|LoadBalancer|ExternalName>',
  'ServiceSpec.externalTrafficPolicy': '<|Cluster|Local>',
  'ServiceSpec.sessionAffinity': '<|None|ClientIP>',
  'ServicePort.protocol': '<|TCP|UDP|SCTP>',
  'ContainerPort.protocol': '<|TCP|UDP|SCTP>',
  'Container.imagePullPolicy': '<|Always|IfNotPresent|Never>',
  'EphemeralContainer.imagePullPolicy': '<|Always|IfNotPresent|Never>',
  'Container.terminationMessagePolicy': '<|File|FallbackToLogsOnError>',
  'EphemeralContainer.terminationMessagePolicy': '<|File|FallbackToLogsOnError>',
  'PodSpec.restartPolicy': '<|Always|OnFailure|Never>',
  'PodSpec.dnsPolicy': '<|ClusterFirst|ClusterFirstWithHostNet|Default|None>',
  'Toleration.operator': '<|Exists|Equal|...>',
  'Toleration.effect': '<|NoSchedule|PreferNoSchedule|NoExecute>',
  'NodeSelectorRequirement.operator': '<In|NotIn|Exists|DoesNotExist|Gt|Lt>',
  'HTTPGetAction.scheme': '<|HTTP|HTTPS>',
  'TopologySpreadConstraint.whenUnsatisfiable': '<DoNotSchedule|ScheduleAnyway>',
  'SeccompProfile.type': '<Localhost|RuntimeDefault|Unconfined>',
};

/** Numbers of v2beta1 alone, whose width no release tells: they are 32 bits wide in every version of the API's Go types. */
export const WIDTHS = { targetAverageUtilization: 'int32', currentAverageUtilization: 'int32' };

/** What a patch may replace; anything else means that the input has changed and must be looked at. */
const REPLACEABLE = new Set(['string', '{string}', 'any', 'intOrString']);

const PATCHES = { ...QUANTITIES, ...INTEGERS_OR_TEXTS, ...ENUMS };

/** `V2beta2MetricTarget` without its version. */
export const withoutVersion = (model) => model.replace(/^V\d+(?:(?:alpha|beta)\d+)?/, '');

/** Applies the patches to the models of one minor, in place, and returns the keys that were used. */
export function patchModels(models) {
  const used = new Set();
  for (const [model, properties] of models) {
    for (const [name, property] of properties) {
      const key = `${withoutVersion(model)}.${name}`;
      const patch = PATCHES[key];
      if (patch === undefined) continue;
      if (!REPLACEABLE.has(property.type))
        throw new Error(`${key} is ${property.type}; the patch ${patch} does not fit`);
      properties.set(name, { ...property, type: patch });
      used.add(key);
    }
  }
  return used;
}

export const PATCHED = Object.keys(PATCHES);
