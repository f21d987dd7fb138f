import { type AhpaReading, readAhpa } from '../autoscaling/ahpa/read-ahpa';
import type { HpaReading, MetricReading, ObjectReading } from '../autoscaling/hpa/hpa-reading';
import { readHpa } from '../autoscaling/hpa/read-hpa';
import type { ObjectReference, Place } from '../source/finding';
import type { Manifest } from './manifest';

/** A HorizontalPodAutoscaler of any version. */
export class Hpa {
  public readonly is = 'hpa';
  public readonly reading: HpaReading;
  public readonly metrics: readonly HpaMetric[];

  public constructor(public readonly manifest: Manifest) {
    this.reading = readHpa(manifest.json);
    this.metrics = this.reading.metrics.map((metric) => new HpaMetric(this, metric));
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

/** One metric of an HPA: where the chain from policy to series begins. */
export class HpaMetric {
  public constructor(
    public readonly hpa: Hpa,
    public readonly reading: MetricReading,
  ) {}

  public get object(): ObjectReference {
    return this.hpa.object;
  }

  public get place(): Place {
    const { name, path } = this.reading;
    return this.hpa.manifest.at(name.value === undefined ? path : name.path);
  }
}

/** An AdvancedHorizontalPodAutoscaler. */
export class Ahpa {
  public readonly is = 'ahpa';
  public readonly reading: AhpaReading;

  public constructor(public readonly manifest: Manifest) {
    this.reading = readAhpa(manifest.json);
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
