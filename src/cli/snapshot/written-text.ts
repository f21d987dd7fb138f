import { countText } from '../../capture/count-text';
import { printable } from '../../report/printable';
import type { Snapshot } from '../../snapshot/snapshot';

/** What was written, for the user. */
export function writtenText(file: string, bytes: number, { header, footer }: Snapshot): string {
  const { prometheusVersion } = header.source;
  const from = prometheusVersion === undefined ? '' : `, from Prometheus ${printable(prometheusVersion)}`;
  const guessed = header.inferredStaleMarkers === undefined ? '' : `, ${header.inferredStaleMarkers} guessed`;
  const size = `${footer.series} series, ${countText(footer.samples)} samples, ${countText(bytes)}B`;
  return `wrote ${file}: ${size}${from}; stale markers: ${header.staleness}${guessed}\n`;
}
