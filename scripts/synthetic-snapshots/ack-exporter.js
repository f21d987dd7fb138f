const { utilizationAt } = require('./gpu-nodes');

const MODEL = 'NVIDIA A10';

/** The labels that the ACK exporter, and what scrapes it, give to every series of a card. */
exports.ackCardLabels = ({ node, gpu, device, uuid }) => ({
  NodeName: node.name,
  UUID: uuid,
  gpu,
  device,
  modelName: MODEL,
  instance: `192.168.${node.address}:9445`,
  job: 'gpu-exporter',
});

/** What the ACK exporter says of a pod: its process on a card, and what its container was given of it. */
exports.recordAckPod = (recorder, pod, { allocateMode, allocatedMiB, memoryUsed }) => {
  const { service, card } = pod;
  const container = {
    ...exports.ackCardLabels(card),
    NamespaceName: service.namespace,
    PodName: pod.name,
    ContainerName: service.container,
    AllocateMode: allocateMode,
  };
  const process = { ...container, ProcessId: String(pod.processId), ProcessName: 'python3', ProcessType: 'C' };
  const record = (name, labels, valueAt) =>
    recorder.recordSpans(card.node.offset, { __name__: name, ...labels }, [pod], valueAt);
  record('DCGM_CUSTOM_PROCESS_SM_UTIL', process, (tick) => utilizationAt(pod, tick));
  record('DCGM_CUSTOM_PROCESS_MEM_USED', process, (tick) => memoryUsed(pod, tick));
  record('DCGM_CUSTOM_CONTAINER_MEM_ALLOCATED', container, () => allocatedMiB);
};
