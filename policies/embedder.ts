import { Duration, definePolicy, Gpu, metrics, ScalingPolicy, Size } from 'foresail';

/** An embedding model on 4 GiB of a card that others use too, with what the ACK exporter measures of its container. */
export const embedder = definePolicy('embedder', {
  image: 'registry.example.com/embedder:3.2.0',
  port: 8080,
  namespace: 'embedding',
  gpu: Gpu.shared({ memory: Size.gibibytes(4) }),
  healthPath: '/healthz',
  startup: { expected: Duration.seconds(45), max: Duration.minutes(3) },
  drain: Duration.seconds(10),
  scaling: ScalingPolicy.hpa({
    minReplicas: 1,
    maxReplicas: 12,
    metrics: [metrics.ack.processSmUtil.perPod(12)],
  }),
});

/** The same where cards are shared by turns: nobody measures a pod's part of a card there, so the server must tell. */
export const embedderByTurns = embedder.onGpu(
  Gpu.timeSliced(),
  ScalingPolicy.hpa({
    minReplicas: 1,
    maxReplicas: 6,
    metrics: [metrics.custom('embedder_inflight_requests', { unit: 'count', aggregation: 'sum' }).perPod(8)],
  }),
);
