import { type AhpaReading, readAhpa } from '../autoscaling/ahpa/read-ahpa';
import type { HpaReading, MetricReading, ObjectReading } from '../autoscaling/hpa/hpa-reading';
import { readHpa } from '../autoscaling/hpa/read-hpa';
import type { ObjectReference, Place } from '../source/finding';
import type { Manifest } from './manifest';

/** An object that scales: its manifest, and how that reads. */
class AutoscalerObject<R extends HpaReading | AhpaReading> {
  protected constructor(
    public readonly manifest: Manifest,
    public readonly reading: R,
  ) {}

  public get object(): ObjectReference {
    return this.manifest.object;
  }

  public get place(): Place {
    return this.manifest.place;
  }

  public get targetReading(): ObjectReading {
    return this.reading.scaleTargetRef;
  }
}

/** A HorizontalPodAutoscaler of any version. */
export class Hpa extends AutoscalerObject<HpaReading> {
  public readonly is = 'hpa';
  public readonly metrics = this.reading.metrics.map((metric) => new AutoscalerMetric(this, metric));
  /** It always acts. */
  public readonly acts = true;

  public constructor(manifest: Manifest) {
    super(manifest, readHpa(manifest.json));
  }
}

/** An AdvancedHorizontalPodAutoscaler. */
export class Ahpa extends AutoscalerObject<AhpaReading> {
  public readonly is = 'ahpa';
  public readonly metrics = this.reading.metrics.map((metric) => new AutoscalerMetric(this, metric));

  public constructor(manifest: Manifest) {
    super(manifest, readAhpa(manifest.json));
  }

  /** In `observer`, which is the default, it computes and never scales. */
  public get acts(): boolean {
    return (this.reading.scaleStrategy.value ?? 'observer') !== 'observer';
  }
}

export type Autoscaler = Hpa | Ahpa;

/** One metric of an autoscaler: where the chain from policy to series begins. */
export class AutoscalerMetric {
  public constructor(
    public readonly autoscaler: Autoscaler,
    public readonly reading: MetricReading,
  ) {}

  public get object(): ObjectReference {
    return this.autoscaler.object;
  }

  public get place(): Place {
    const { name, path } = this.reading;
    return this.autoscaler.manifest.at(name.value === undefined ? path : name.path);
  }
}
