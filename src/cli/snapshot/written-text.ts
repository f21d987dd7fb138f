import { countText } from '../../capture/count-text';
import { readSnapshot } from '../../snapshot/read-snapshot';

/** What was written, for the user. Reads it again: the file is sound. */
export function writtenText(file: string, bytes: Uint8Array): string {
  const { header, footer } = readSnapshot(bytes);
  const { prometheusVersion } = header.source;
  const from = prometheusVersion === undefined ? '' : `, from Prometheus ${prometheusVersion}`;
  const guessed = header.inferredStaleMarkers === undefined ? '' : `, ${header.inferredStaleMarkers} guessed`;
  const size = `${footer.series} series, ${countText(footer.samples)} samples, ${countText(bytes.length)}B`;
  return `wrote ${file}: ${size}${from}; stale markers: ${header.staleness}${guessed}\n`;
}
