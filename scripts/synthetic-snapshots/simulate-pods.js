const { randomText } = require('./random');
const { TICKS } = require('./recorded-time');

/** Scrapes from the creation of a pod to its first GPU process: 3 minutes. */
const START_UP = 6;
/** Scrapes for which the greatest wish for replicas holds before pods are taken away: 5 minutes. */
const STABILIZATION = 10;
/** The letters and digits of which Kubernetes makes the ends of pod names. */
const SUFFIX = 'bcdfghjklmnpqrstvwxz2456789';

/**
 * Runs services on cards for the recorded day. A service is `{name, namespace, container, hash, demand, replicas}`;
 * `replicas(tick, running, utilization)` is what its autoscaler wishes for. Answers every pod with its card, the scrapes from
 * `start` up to `end` (undefined: still there) in which it used the GPU, and its utilization in percent at each of them.
 */
exports.simulatePods = (random, services, cards) => {
  const free = [...cards];
  const pods = [];
  const states = services.map((service) => ({ service, alive: [], wishes: [], utilization: 0 }));
  for (const { service, alive } of states) {
    const first = service.replicas(0, 1, 0);
    for (let replica = 0; replica < first; replica++) alive.push(createPod(random, service, free, pods, 0, -START_UP));
  }
  for (let tick = 0; tick < TICKS; tick++) {
    for (const state of states) runService(random, state, free, pods, tick);
  }
  return pods.filter((pod) => pod.utilization.length > 0);
};

function runService(random, state, free, pods, tick) {
  const { service, alive } = state;
  const running = alive.filter((pod) => pod.start <= tick);
  const share = service.demand[tick] / Math.max(running.length, 1);
  let sum = 0;
  for (const pod of running) {
    const value = Math.min(60, Math.max(0, Math.round(share * pod.weight + 6 * (random() + random() - 1))));
    pod.utilization.push(value);
    sum += value;
  }
  state.utilization = running.length === 0 ? 0 : sum / running.length;
  evictOne(random, state, free, pods, tick, running);
  scale(random, state, free, pods, tick, running.length);
}

/** Now and then a pod is evicted, and its ReplicaSet makes another. */
function evictOne(random, { service, alive }, free, pods, tick, running) {
  if (running.length < 2 || random() > 1 / 900) return;
  const pod = running[Math.floor(random() * running.length)];
  removePod(alive, pod, free, tick);
  alive.push(createPod(random, service, free, pods, tick, tick));
}

function scale(random, state, free, pods, tick, running) {
  const { service, alive, wishes } = state;
  wishes.push(service.replicas(tick, running, state.utilization));
  if (wishes.length > STABILIZATION) wishes.shift();
  const wanted = Math.max(wishes.at(-1), Math.min(alive.length, Math.max(...wishes)));
  while (alive.length < wanted) alive.push(createPod(random, service, free, pods, tick, tick));
  while (alive.length > wanted) removePod(alive, alive.at(-1), free, tick);
}

function createPod(random, service, free, pods, tick, created) {
  const card = free.shift();
  if (card === undefined) throw new Error(`no card is left for ${service.name} at scrape ${tick}`);
  const pod = {
    service,
    name: `${service.name}-${service.hash}-${randomText(random, SUFFIX, 5)}`,
    card,
    start: created + START_UP,
    end: undefined,
    weight: 0.85 + 0.3 * random(),
    processId: 1000 + Math.floor(random() * 4_000_000),
    utilization: [],
  };
  pods.push(pod);
  return pod;
}

function removePod(alive, pod, free, tick) {
  alive.splice(alive.indexOf(pod), 1);
  pod.end = tick + 1;
  free.push(pod.card);
}
