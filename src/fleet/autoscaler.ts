import { type AhpaReading, readAhpa } from '../autoscaling/ahpa/read-ahpa';
import type { HpaReading, MetricReading, ObjectReading } from '../autoscaling/hpa/hpa-reading';
import { readHpa } from '../autoscaling/hpa/read-hpa';
import type { ObjectReference, Place } from '../source/finding';
import type { Manifest } from './manifest';

/** A HorizontalPodAutoscaler of any version. */
export class Hpa {
  public readonly is = 'hpa';
  public readonly reading: HpaReading;
  public readonly metrics: readonly AutoscalerMetric[];

  public constructor(public readonly manifest: Manifest) {
    this.reading = readHpa(manifest.json);
    this.metrics = this.reading.metrics.map((metric) => new AutoscalerMetric(this, metric));
  }

  public get object(): ObjectReference {
    return this.manifest.object;
  }

  public get place(): Place {
    return this.manifest.place;
  }

  public get targetReading(): ObjectReading {
    return this.reading.scaleTargetRef;
  }

  /** It always acts. */
  public get acts(): boolean {
    return true;
  }
}

/** An AdvancedHorizontalPodAutoscaler. */
export class Ahpa {
  public readonly is = 'ahpa';
  public readonly reading: AhpaReading;
  public readonly metrics: readonly AutoscalerMetric[];

  public constructor(public readonly manifest: Manifest) {
    this.reading = readAhpa(manifest.json);
    this.metrics = this.reading.metrics.map((metric) => new AutoscalerMetric(this, metric));
  }

  public get object(): ObjectReference {
    return this.manifest.object;
  }

  public get place(): Place {
    return this.manifest.place;
  }

  public get targetReading(): ObjectReading {
    return this.reading.scaleTargetRef;
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
