import { Duration, definePolicy, Engine, Gpu, presets, ScalingPolicy } from 'foresail';

/** An image classifier on a slice of a card: Triton, scaled on how long requests wait against how long they are computed. */
export const classifier = definePolicy('classifier', {
  image: 'nvcr.io/nvidia/tritonserver:25.08-py3',
  port: 8000,
  metricsPort: 8002,
  namespace: 'vision',
  gpu: Gpu.mig('1g.10gb'),
  engine: Engine.triton(),
  args: ['tritonserver', '--model-repository=s3://models/vision'],
  startup: { expected: Duration.seconds(90), max: Duration.minutes(5) },
  drain: Duration.seconds(30),
  scaling: ScalingPolicy.hpa({ minReplicas: 1, maxReplicas: 7, metrics: presets.triton.queueCompute() }),
});
