import { exportOpenMetrics } from '../../snapshot/export-openmetrics';
import { readSnapshot } from '../../snapshot/read-snapshot';
import { ExitCode } from '../exit-code';
import type { Terminal } from '../terminal';
import { writeOutput } from '../write-output';

/** The options of the command line. */
export interface ExportCommandOptions {
  readonly output?: string;
}

/** Exports a snapshot as OpenMetrics. Stale markers cannot be said in it. */
export function runExport(file: string, { output }: ExportCommandOptions, terminal: Terminal): ExitCode {
  const snapshot = readSnapshot(file);
  const pieces = exportOpenMetrics(snapshot);
  if (output === undefined) for (const piece of pieces) terminal.out(piece);
  else writeOutput(output, pieces);
  const markers = snapshot.store.select([]).reduce((sum, { stale }) => sum + (stale?.length ?? 0), 0);
  if (markers > 0) terminal.err(`note: ${markers} stale markers were left out: OpenMetrics has no form for them\n`);
  return ExitCode.clean;
}
