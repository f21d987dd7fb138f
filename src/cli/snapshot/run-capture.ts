import { setTimeout as sleep } from 'node:timers/promises';
import type { CaptureOptions } from '../../capture/capture-options';
import { captureSnapshot, planOf } from '../../capture/capture-snapshot';
import { type CapturePlan, Journal } from '../../capture/journal';
import { JournalLock } from '../../capture/journal-lock';
import { readConnection } from '../../capture/read-connection';
import { wantedSelectors } from '../../capture/wanted-selectors';
import { readProject } from '../../config/read-project';
import type { Fleet } from '../../fleet/fleet';
import { readFleets } from '../../fleet/read-fleets';
import { printable } from '../../report/printable';
import { readSnapshot } from '../../snapshot/read-snapshot';
import { redactSnapshot } from '../../snapshot/redact-snapshot';
import { selectorMatchers } from '../../snapshot/selector-text';
import type { StalenessMode } from '../../snapshot/snapshot-header';
import { writeSnapshot } from '../../snapshot/write-snapshot';
import { InputError } from '../../source/input-error';
import { didYouMean } from '../../source/nearest';
import { ExitCode } from '../exit-code';
import { readInputs } from '../read-inputs';
import type { Terminal } from '../terminal';
import { checkOutput } from './check-output';
import { ProgressLine } from './progress-line';
import { readSalt } from './read-salt';
import { redactedLabels } from './redacted-labels';
import { writeVerified } from './write-verified';

/** The options of the command line. Times in ms. */
export interface CaptureCommandOptions {
  readonly output: string;
  readonly url?: string;
  readonly range: number;
  readonly end?: number;
  readonly cluster?: string;
  readonly select?: readonly string[];
  readonly redact?: readonly string[];
  readonly saltFile?: string;
  readonly maxSamples: number;
  readonly maxFileSize?: number;
  readonly concurrency: number;
  readonly timeout: number;
  readonly retries: number;
  readonly retryDelay: number;
  readonly resume?: true;
  readonly allowPartial?: true;
  readonly staleness: StalenessMode;
  readonly tokenFile?: string;
  readonly basicAuthFile?: string;
  readonly headersFile?: string;
  readonly caFile?: string;
  readonly clientCertFile?: string;
  readonly clientKeyFile?: string;
  readonly now?: number;
}

/** Takes a snapshot and writes it, whole or not at all. */
export async function runCapture(
  paths: readonly string[],
  options: CaptureCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const note = (text: string) => terminal.err(`note: ${printable(text)}\n`);
  checkOutput(options.output);
  const salt = options.redact && readSalt(options.saltFile, process.env, note);
  const captureOptions = readOptions(paths, options, terminal, note);
  const line = new ProgressLine(terminal);
  const journalPath = Journal.pathOf(options.output);
  const plan = planOf(captureOptions);
  let journal: Journal | undefined;
  let lock: JournalLock | undefined;
  try {
    const contents = await captureSnapshot(captureOptions, {
      clock: terminal.now,
      note: (text) => line.above(() => note(text)),
      progress: (progress) => line.show(progress),
      journal: () => {
        lock = JournalLock.take(journalPath);
        const goesOn = options.resume && Journal.readPlan(journalPath);
        journal = goesOn ? Journal.goOn(journalPath, plan) : Journal.begin(journalPath, plan);
        return journal;
      },
    }).finally(() => line.end());
    let bytes = writeSnapshot(contents);
    if (options.redact && salt !== undefined) {
      bytes = writeSnapshot(redactSnapshot(readSnapshot(bytes), { labels: redactedLabels(options.redact), salt }));
    }
    checkSize(bytes.length, options.maxFileSize);
    const written = writeVerified(options.output, bytes);
    journal?.remove();
    terminal.err(written);
    return ExitCode.clean;
  } finally {
    lock?.release();
  }
}

function readOptions(
  paths: readonly string[],
  options: CaptureCommandOptions,
  terminal: Terminal,
  note: (text: string) => void,
): CaptureOptions {
  const connection = readConnection(
    {
      ...options,
      ...(options.clientCertFile !== undefined && { certFile: options.clientCertFile }),
      ...(options.clientKeyFile !== undefined && { keyFile: options.clientKeyFile }),
      timeoutMs: options.timeout,
    },
    process.env,
  );
  const selectors = readSelectors(paths, options, terminal, note);
  const path = Journal.pathOf(options.output);
  const before = options.resume && Journal.readPlan(path);
  // A capture that goes on has the end that it began with.
  const to = options.end ?? before?.to ?? Math.floor(terminal.now() / 1000) * 1000;
  const captureOptions = {
    connection,
    selectors,
    time: { from: to - options.range, to },
    endGiven: options.end !== undefined || before !== undefined,
    now: options.now ?? terminal.now(),
    staleness: options.staleness,
    maxSamples: options.maxSamples,
    concurrency: options.concurrency,
    allowPartial: options.allowPartial === true,
    retry: { retries: options.retries, delayMs: options.retryDelay, sleep },
    tool: 'foresail snapshot capture',
  };
  if (before) checkSamePlan(before, captureOptions, path);
  else if (options.resume) note(`there is no ${path} to go on with: this capture begins anew`);
  return captureOptions;
}

/** What the rules want and what the user names. Without rules, names alone are enough. */
function readSelectors(
  paths: readonly string[],
  { select: named = [], cluster }: CaptureCommandOptions,
  terminal: Terminal,
  note: (text: string) => void,
): readonly string[] {
  // Throws for a text that is no selector, before anything is asked.
  for (const text of named) selectorMatchers(text);
  const read = paths.length > 0 ? paths : named.length > 0 ? [] : ['dist'];
  const inputs = readInputs(read, terminal.readStandardInput);
  const { fleets, errors } = readFleets(inputs.files, readProject());
  const [error] = [...inputs.errors, ...errors];
  if (error) throw error;
  const wanted = wantedSelectors(ofCluster(fleets, cluster));
  for (const text of wanted.notes) note(text);
  const selectors = [...new Set([...wanted.selectors, ...named])].sort();
  if (selectors.length === 0) {
    throw new InputError(
      'nothing-recognised',
      `there is no adapter rule in ${read.join(', ')}`,
      'Give the folder or file with the rules, or name the series to take with --select.',
    );
  }
  return selectors;
}

function ofCluster(fleets: readonly Fleet[], name: string | undefined): readonly Fleet[] {
  const names = fleets.map(({ context }) => context.name);
  if (name === undefined || names.includes(name)) {
    return fleets.filter(({ context }) => name === undefined || context.name === name);
  }
  throw new InputError(
    'usage',
    `there is no cluster "${name}"${didYouMean(name, names)}`,
    `The clusters are: ${names.join(', ') || 'none'}.`,
  );
}

function checkSamePlan(before: CapturePlan, options: CaptureOptions, path: string): void {
  const now = planOf(options);
  const different = [
    [before.endpoint !== now.endpoint, 'the address'],
    [before.headers !== now.headers, 'the tenant or another header'],
    [before.selectors.join('\n') !== now.selectors.join('\n'), 'the selectors'],
    [before.from !== now.from || before.to !== now.to, 'the time'],
  ].flatMap(([differs, what]) => (differs === true ? [what] : []));
  if (different.length === 0) return;
  throw new InputError(
    'usage',
    `the capture to go on with is of something else: ${different.join(' and ')} changed`,
    `Give the same as before, or capture without --resume. What was fetched is in ${path}.`,
    path,
  );
}

function checkSize(size: number, most: number | undefined): void {
  if (most === undefined || size <= most) return;
  throw new InputError(
    'too-large',
    `the snapshot has ${size} bytes, and --max-file-size allows ${most}`,
    'Capture fewer series with --select or a shorter time with --range, or allow more.',
  );
}
