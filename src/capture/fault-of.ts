import { isObject } from '../snapshot/json-value';
import { CaptureFault, type FaultKind } from './capture-fault';

/** The fault behind what the driver threw: a plain object with the true reason under `original`. */
export function faultBehind(thrown: unknown): CaptureFault {
  const original = isObject(thrown) ? thrown.original : undefined;
  if (original instanceof CaptureFault) return original;
  throw thrown instanceof Error ? thrown : new Error('prometheus-query failed without a reason');
}

/** What the HTTP library says about a question without an answer, as a fault. */
export function faultOf(error: unknown): CaptureFault {
  if (!isObject(error) || typeof error.message !== 'string') throw error;
  const { message } = error;
  const code = codeOf(error);
  return new CaptureFault(kindOf(code, message), code === '' ? message : `${message} (${code})`);
}

/** The system's own code says more than the one of the library. */
function codeOf(error: Readonly<Record<string, unknown>>): string {
  for (const each of [error.cause, error]) {
    if (isObject(each) && typeof each.code === 'string') return each.code;
  }
  return '';
}

function kindOf(code: string, message: string): FaultKind {
  if (code === 'ERR_CANCELED' || code === 'ECONNABORTED' || code === 'ETIMEDOUT') return 'timeout';
  if (/maxContentLength/.test(message)) return 'too-large';
  if (/CERT|SSL|TLS|EPROTO|UNABLE_TO/.test(code)) return 'tls';
  if (/aborted/.test(message) || code === 'ERR_BAD_RESPONSE' || code.startsWith('HPE_')) return 'cut';
  return 'unreachable';
}
