/**
 * Why no policy scales to zero: the text of the types and of the run time. The feature gate HPAScaleToZero is off by default up to
 * Kubernetes 1.36, and AHPA would leave a GPU service without a pod.
 */
export const NO_SCALE_TO_ZERO =
  'minReplicas: 0 is not supported: with no replica left, requests fail until a node, the image and the model are there';
