import { createHash } from 'node:crypto';
import type { SeriesInput } from '../series/series-store';
import { inferStaleMarkers } from '../snapshot/import/stale-markers';
import { isSyntheticMark, SYNTHETIC_INTERVAL_MS, SYNTHETIC_METRIC } from '../snapshot/synthetic-mark';
import type { SnapshotContents } from '../snapshot/write-snapshot';
import { InputError } from '../source/input-error';
import { isoText } from '../source/iso-time';
import { askMarkers } from './ask-markers';
import { Asker } from './asker';
import { captureError } from './capture-error';
import { CaptureFault } from './capture-fault';
import { captureHeader } from './capture-header';
import type { CaptureOptions } from './capture-options';
import { checkClocks } from './check-clocks';
import { cleanFault } from './clean-fault';
import { type FetchTarget, SeriesDiscovery, uncovered } from './discover-series';
import { type FetchUnit, planUnits, SampleFetcher } from './fetch-samples';
import { type GatheredSeries, joinPieces, PieceGatherer } from './gathered-series';
import type { CapturePlan, Journal } from './journal';
import { metricTypes } from './metric-types';
import type { Progress } from './progress';
import { PrometheusClient } from './prometheus-client';
import { readPieces } from './read-series';
import { scrapeIntervalOf } from './scrape-interval';
import { readBuild, readFlags, readServerConfig, type ServerFacts } from './server-facts';
import { rangeSelector } from './time-slice';
import { inParallel } from './work-pool';

/** What a capture tells while it runs, and what it keeps. */
export interface CaptureOutside {
  readonly clock: () => number;
  readonly note: (text: string) => void;
  readonly progress: (progress: Progress) => void;
  /** Opened once the server has answered, so that a wrong address leaves nothing behind. */
  readonly journal: () => Journal;
}

/** Prometheus keeps a sample for so long, unless it is told otherwise. */
const DEFAULT_LOOKBACK_MS = 300_000;
/** Assumed where the server does not say. */
const DEFAULT_INTERVAL_MS = 15_000;

/** The plan of a capture: what must be the same for --resume. */
export function planOf({
  connection,
  selectors,
  time,
}: Pick<CaptureOptions, 'connection' | 'selectors' | 'time'>): CapturePlan {
  const headers = Object.entries(connection.headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name !== 'authorization')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return { endpoint: sha256(connection.endpoint), headers: sha256(JSON.stringify(headers)), selectors, ...time };
}

/**
 * Takes the contents of a snapshot from a server.
 *
 * @throws InputError for everything that keeps the snapshot from being whole
 */
export async function captureSnapshot(options: CaptureOptions, outside: CaptureOutside): Promise<SnapshotContents> {
  const client = new PrometheusClient(options.connection, options.concurrency);
  try {
    return await new Capture(options, outside, client).run();
  } catch (error) {
    if (!(error instanceof CaptureFault)) throw error;
    throw captureError(cleanFault(error, options.connection), options.connection.host, 'a snapshot');
  } finally {
    client.close();
  }
}

class Capture {
  private readonly asker: Asker;

  public constructor(
    private readonly options: CaptureOptions,
    private readonly outside: CaptureOutside,
    private readonly client: PrometheusClient,
  ) {
    const { connection, retry, allowPartial } = options;
    this.asker = new Asker({ host: connection.host, retry, allowPartial, note: outside.note });
  }

  public async run(): Promise<SnapshotContents> {
    await this.meet();
    const facts = await this.askFacts();
    const journal = this.outside.journal();
    const targets = await this.discover();
    const gathered = await this.fetch(targets, facts, journal);
    const synthetic = await this.isSynthetic();
    if (gathered.size === 0) throw this.nothing();
    const { series, placed } = await this.markStale(gathered, facts);
    const types = await this.asker.askIfAllowed('types', () => this.client.ask((driver) => driver.metadata()));
    return {
      header: captureHeader(this.options, facts, { series: [...gathered.values()], placed, synthetic }),
      metadata: metricTypes(gathered.values(), types?.data),
      series,
      warnings: this.asker.warnings,
    };
  }

  /** The first question shows whether there is a Prometheus at all; a server that is not there is not waited for. */
  private async meet(): Promise<void> {
    const { connection, retry, allowPartial, time, endGiven } = this.options;
    const impatient = { ...retry, mayRetry: ({ kind }: CaptureFault) => kind !== 'unreachable' };
    const asker = new Asker({ host: connection.host, retry: impatient, allowPartial, note: this.outside.note });
    const { serverTime } = await asker.ask('a first answer', () => this.client.query('vector(1)', time.to));
    checkClocks({ serverTime, localTime: this.outside.clock(), end: time.to, endGiven, host: connection.host });
  }

  private async askFacts(): Promise<ServerFacts> {
    const ask = (task: string, question: Parameters<PrometheusClient['ask']>[0]) =>
      this.asker.askIfAllowed(task, () => this.client.ask(question));
    const build = await ask('its version', (driver) => driver.statusBuildinfo());
    const config = await ask('its configuration', (driver) => driver.status());
    const flags = await ask('its flags', (driver) => driver.statusFlags());
    return { ...readBuild(build?.data), ...readServerConfig(config?.data), ...readFlags(flags?.data) };
  }

  private async discover(): Promise<readonly FetchTarget[]> {
    const { selectors, time, concurrency } = this.options;
    const discovery = new SeriesDiscovery(this.client, this.asker);
    const byText = new Map<string, FetchTarget>();
    await inParallel(uncovered(selectors), concurrency, async (selector) => {
      const targets = await discovery.targets(selector, time);
      if (targets.length === 0) this.outside.note(`no series matches ${selector}`);
      for (const target of targets) byText.set(target.selector, target);
      const found = countSeries(byText.values());
      this.report({ phase: 'discovery', series: { done: found, all: found } });
    });
    return [...byText.values()].sort((a, b) => (a.selector < b.selector ? -1 : 1));
  }

  private async fetch(
    targets: readonly FetchTarget[],
    facts: ServerFacts,
    journal: Journal,
  ): Promise<ReadonlyMap<string, GatheredSeries>> {
    const { time, concurrency } = this.options;
    const units = planUnits(targets, time, facts.scrapeIntervalMs ?? DEFAULT_INTERVAL_MS);
    const gatherer = new PieceGatherer();
    const fetcher = new SampleFetcher(this.client, this.asker);
    const begin = this.outside.clock();
    const all = countSeries(targets);
    let done = 0;
    let known = 0;
    let knownSamples = 0;
    const take = (pieces: Parameters<PieceGatherer['add']>[0][]) => {
      for (const piece of pieces) if (!isSyntheticMark(piece)) gatherer.add(piece);
      this.checkSamples(gatherer.samples);
      done++;
    };
    const rest = units.filter((unit) => {
      const entry = journal.entry(keyOf(unit));
      // What was short then and allowed is asked for again where it is no longer allowed.
      if (!entry || (entry.warnings.length > 0 && !this.options.allowPartial)) return true;
      this.asker.addWarnings(entry.warnings);
      take([...entry.pieces]);
      known = done;
      knownSamples = gatherer.samples;
      return false;
    });
    await inParallel(rest, concurrency, async (unit) => {
      const pieces = joinPieces(await fetcher.fetch(unit));
      this.checkHistograms(fetcher.histogramMetrics);
      journal.add({ unit: keyOf(unit), warnings: this.asker.warnings, pieces });
      take([...pieces]);
      this.report({
        phase: 'samples',
        series: { done: gatherer.series, all: Math.max(all, gatherer.series) },
        samples: gatherer.samples,
        share: done / units.length,
        elapsedMs: this.outside.clock() - begin,
        freshSamples: gatherer.samples - knownSamples,
        freshShare: (done - known) / units.length,
      });
    });
    return gatherer.finish();
  }

  private checkSamples(samples: number): void {
    const { maxSamples } = this.options;
    if (samples <= maxSamples) return;
    throw new InputError(
      'too-large',
      `there are more than ${maxSamples} samples`,
      'Capture fewer series with --select or a shorter time with --range, or allow more with --max-samples.',
    );
  }

  private checkHistograms(metrics: readonly string[]): void {
    if (metrics.length === 0) return;
    const warning = `native histograms were left out: ${metrics.join(', ')}`;
    if (!this.options.allowPartial) {
      throw new InputError(
        'not-readable',
        `these metrics are native histograms, which a snapshot cannot hold: ${metrics.join(', ')}`,
        'Let the server keep classic buckets too, select other series, or leave them out with --allow-partial.',
      );
    }
    this.asker.addWarnings([warning]);
  }

  private async isSynthetic(): Promise<boolean> {
    const { from, to } = this.options.time;
    const slice = { from: from - SYNTHETIC_INTERVAL_MS, to };
    const query = rangeSelector(SYNTHETIC_METRIC, slice);
    const { data } = await this.asker.ask('generated data', () => this.client.query(query, to));
    return readPieces(data, slice).pieces.length > 0;
  }

  private nothing(): InputError {
    const { selectors, time, connection } = this.options;
    const span = `${isoText(time.from)} to ${isoText(time.to)}`;
    return new InputError(
      'nothing-recognised',
      `${connection.host} has no samples from ${span} for any of: ${selectors.join(', ')}`,
      'Check the names of the series, the time with --range and --end, and whether this server scrapes the exporter.',
    );
  }

  private async markStale(
    gathered: ReadonlyMap<string, GatheredSeries>,
    facts: ServerFacts,
  ): Promise<{ readonly series: readonly SeriesInput[]; readonly placed?: number }> {
    const { staleness, time, concurrency } = this.options;
    if (staleness === 'none') return { series: [...gathered.values()] };
    if (staleness === 'inferred') return inferStaleMarkers([...gathered.values()], time.to);
    const begin = this.outside.clock();
    const samples = sum(gathered.values(), ({ values }) => values.length);
    const series = await askMarkers(gathered, this.client, this.asker, {
      end: time.to,
      lookbackMs: facts.lookbackMs ?? DEFAULT_LOOKBACK_MS,
      intervalOf: scrapeIntervalOf(gathered.values(), facts, DEFAULT_INTERVAL_MS),
      concurrency,
      onAsked: (done, all) =>
        this.report({
          phase: 'stale markers',
          series: { done: gathered.size, all: gathered.size },
          samples,
          share: done / all,
          elapsedMs: this.outside.clock() - begin,
          freshShare: done / all,
        }),
    });
    return { series };
  }

  private report(progress: Partial<Progress> & Pick<Progress, 'phase' | 'series'>): void {
    this.outside.progress({ samples: 0, share: 0, elapsedMs: 0, freshSamples: 0, freshShare: 0, ...progress });
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function keyOf({ target, slice }: FetchUnit): string {
  return `${target.selector} ${slice.from} ${slice.to}`;
}

function countSeries(targets: Iterable<FetchTarget>): number {
  return sum(targets, ({ series }) => series);
}

function sum<T>(items: Iterable<T>, countOf: (item: T) => number): number {
  let total = 0;
  for (const item of items) total += countOf(item);
  return total;
}
