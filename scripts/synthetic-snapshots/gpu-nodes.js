const { randomText } = require('./random');
const { STEP_MS } = require('./recorded-time');

const HEX = '0123456789abcdef';

/** Nodes with their cards: `addresses` are the last two parts of each node's address, `offset` is when it is scraped. */
exports.createNodes = (random, { addresses, nameOf, cardsPerNode }) =>
  addresses.map((address) => {
    const node = { name: nameOf(address), address, offset: Math.floor(random() * STEP_MS) };
    node.cards = Array.from({ length: cardsPerNode }, (_, index) => ({
      node,
      gpu: String(index),
      device: `nvidia${index}`,
      uuid: `GPU-${[8, 4, 4, 4, 12].map((length) => randomText(random, HEX, length)).join('-')}`,
      busId: `00000000:00:${(0x1b + index).toString(16).toUpperCase()}.0`,
    }));
    return node;
  });

/** For each card the pods that used it, in the order of time. */
exports.podsByCard = (pods) => {
  const byCard = new Map();
  for (const pod of [...pods].sort((a, b) => a.start - b.start)) {
    byCard.set(pod.card, [...(byCard.get(pod.card) ?? []), pod]);
  }
  return byCard;
};

/** The pod that uses a card at a scrape. */
exports.podAt = (pods, tick) => pods?.find((pod) => pod.start <= tick && tick < (pod.end ?? Number.POSITIVE_INFINITY));

/** A pod's utilization in percent at a scrape. */
exports.utilizationAt = (pod, tick) => pod.utilization[tick - Math.max(pod.start, 0)];
