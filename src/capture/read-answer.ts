import { infosOf, warningsOf } from '../snapshot/import/answer-warnings';
import { isObject } from '../snapshot/json-value';
import { CaptureFault } from './capture-fault';

/** An answer as it came over the line. */
export interface RawAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly header: (name: string) => string | undefined;
  /** Unpacked. */
  readonly body: Buffer;
}

/** A successful answer. */
export interface Answer {
  /** What stands under `data`. */
  readonly data: unknown;
  /** Such as that a part of the data is missing. */
  readonly warnings: readonly string[];
  /** What the server remarks on a query; nothing is missing. */
  readonly infos: readonly string[];
  /** The server's clock in ms, by the header of the answer. */
  readonly serverTime: number | undefined;
}

/** Reads an answer of the Prometheus HTTP API. @throws CaptureFault for any that is no success */
export function readAnswer({ status, header, body }: RawAnswer): Answer {
  if (status >= 300 && status < 400) throw new CaptureFault('redirect', originOf(header('location')), status);
  const text = body.toString('utf8').trimStart();
  const json = text.startsWith('{') ? parse(text) : undefined;
  if (status >= 400) throw statusFault(status, json, header('retry-after'));
  if (!text.startsWith('{')) {
    throw new CaptureFault(
      'not-json',
      text.startsWith('<') ? 'a web page' : text === '' ? 'nothing' : 'no JSON',
      status,
    );
  }
  if (!json) throw new CaptureFault('cut', 'its JSON ends too early or is damaged', status);
  if (json.status !== 'success' || !Object.hasOwn(json, 'data')) {
    if (json.status === 'error') throw statusFault(status, json, undefined);
    throw new CaptureFault('not-prometheus', 'it has no "status":"success" with data', status);
  }
  const time = Date.parse(header('date') ?? '');
  return {
    data: json.data,
    warnings: warningsOf(json),
    infos: infosOf(json),
    serverTime: Number.isNaN(time) ? undefined : time,
  };
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Prometheus answers 503 both where it is overloaded and where the query took too long; only its words tell. */
function statusFault(
  status: number,
  json: Readonly<Record<string, unknown>> | undefined,
  retryAfter: string | undefined,
): CaptureFault {
  const said = json && typeof json.error === 'string' ? json.error.slice(0, LONGEST_READ) : '';
  if (json?.errorType === 'timeout') return new CaptureFault('timeout', said, status);
  const seconds = Number(retryAfter);
  const wait = retryAfter !== undefined && Number.isFinite(seconds) ? seconds * 1000 : undefined;
  return new CaptureFault('status', said, status, wait);
}

/** Cut for people only once it is cleaned: half a secret is one too. */
const LONGEST_READ = 100_000;

/** The rest of the address may carry a token. */
function originOf(location: string | undefined): string {
  return location !== undefined && URL.canParse(location) ? new URL(location).origin : 'another address';
}
