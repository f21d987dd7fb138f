import { Duration, definePolicy, Engine, Gpu, metrics, presets, ScalingPolicy, Schedule } from 'foresail';

/** A translation model with office hours: AHPA forecasts its requests, and the clock sets floor and ceiling. */
export const translator = definePolicy('translator', {
  image: 'ghcr.io/huggingface/text-generation-inference:3.3.4',
  port: 8080,
  namespace: 'translation',
  gpu: Gpu.dedicated(1),
  engine: Engine.tgi(),
  args: ['--model-id=utter-project/EuroLLM-9B-Instruct', '--port=8080'],
  startup: { expected: Duration.minutes(3), max: Duration.minutes(10) },
  drain: Duration.seconds(60),
  scaling: ScalingPolicy.ahpa({
    minReplicas: 2,
    maxReplicas: 8,
    metrics: [metrics.tgi.requestCount.asExternal().perPod(4)],
    prediction: { quantile: 95 },
    scaleStrategy: 'auto',
    schedule: Schedule.weekly({
      timeZone: 'Asia/Shanghai',
      from: '2026-01-01',
      until: '2036-01-01',
      weekdays: {
        '00:00': { minReplicas: 2, maxReplicas: 4 },
        '08:30': { minReplicas: 4, maxReplicas: 8 },
        '19:00': { minReplicas: 2, maxReplicas: 6 },
      },
      weekend: { '00:00': { minReplicas: 2, maxReplicas: 4 } },
    }),
  }),
});

/** The same without AHPA: an HPA follows no clock, so its floor is that of the quiet hours. */
export const translatorWithoutForecast = translator.onGpu(
  Gpu.dedicated(1),
  ScalingPolicy.hpa({ minReplicas: 2, maxReplicas: 8, metrics: presets.tgi.queue() }),
);
