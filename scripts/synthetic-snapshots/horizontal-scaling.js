/** What an HPA with a target per pod wishes for, within 10 % tolerance of the target. */
exports.horizontalScaling =
  ({ target, minReplicas, maxReplicas }) =>
  (_tick, running, utilization) => {
    const ratio = utilization / target;
    const wish = Math.abs(ratio - 1) <= 0.1 ? running : Math.ceil(running * ratio);
    return Math.min(maxReplicas, Math.max(minReplicas, wish));
  };
