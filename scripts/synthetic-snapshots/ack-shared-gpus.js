const { ackCardLabels, recordAckPod } = require('./ack-exporter');
const { demandOf } = require('./demand');
const { createNodes, podAt, podsByCard, utilizationAt } = require('./gpu-nodes');
const { horizontalScaling } = require('./horizontal-scaling');
const { createRandom } = require('./random');
const { simulatePods } = require('./simulate-pods');

const POD_MIB = 4_096;
const PODS_PER_CARD = 5;

/** Demand in percent of one GPU by the hour. */
const DAY = [
  [0, 12],
  [6, 8],
  [9, 60],
  [13, 95],
  [18, 110],
  [22, 40],
  [24, 12],
];

/** A day of a node whose cards ACK shares: several pods of one service on a card, each with its part of the memory. */
exports.recordSharedGpus = (recorder, seed, { hoursAhead, ...service }) => {
  const random = createRandom(seed);
  const [node] = createNodes(random, {
    addresses: ['97.20'],
    nameOf: (address) => `cn-beijing.192.168.${address}`,
    cardsPerNode: 4,
  });
  const seats = node.cards.flatMap((card) => Array.from({ length: PODS_PER_CARD }, () => ({ ...card })));
  const demand = demandOf(random, { shape: DAY, hoursAhead });
  const replicas = horizontalScaling({ target: 12, minReplicas: 1, maxReplicas: 12 });
  const pods = simulatePods(random, [{ ...service, container: service.name, demand, replicas }], seats);
  const bySeat = podsByCard(pods);
  for (const card of node.cards)
    recordCard(
      recorder,
      card,
      seats.filter(({ uuid }) => uuid === card.uuid),
      bySeat,
    );
  for (const pod of pods) {
    recordAckPod(recorder, pod, { allocateMode: 'share', allocatedMiB: POD_MIB, memoryUsed });
  }
};

function recordCard(recorder, card, seats, bySeat) {
  const labels = ackCardLabels(card);
  const podsAt = (tick) => seats.flatMap((seat) => podAt(bySeat.get(seat), tick) ?? []);
  recorder.record(card.node.offset, { __name__: 'DCGM_FI_DEV_GPU_UTIL', ...labels }, (tick) =>
    Math.min(
      100,
      podsAt(tick).reduce((sum, pod) => sum + utilizationAt(pod, tick), 0),
    ),
  );
  recorder.record(card.node.offset, { __name__: 'DCGM_FI_DEV_FB_USED', ...labels }, (tick) =>
    podsAt(tick).reduce((sum, pod) => sum + memoryUsed(pod, tick), 4),
  );
}

/** The model, and what its allocator took so far. */
function memoryUsed(pod, tick) {
  return 1_900 + (pod.processId % 5) * 40 + 64 * Math.min(10, Math.floor((tick - pod.start) / 8));
}
