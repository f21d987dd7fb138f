/**
 * Marks a workload that keeps `spec.replicas` for the one release in which an autoscaler takes it over: removing the field
 * at once would let the API server fill in 1.
 */
export const HAND_OVER_ANNOTATION = 'foresail.dev/hand-over';
