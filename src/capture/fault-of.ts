import { isObject } from '../snapshot/json-value';
import { CaptureFault, type FaultKind } from './capture-fault';

/** What the driver threw, as a fault. It throws plain objects, with what went wrong under `original`, `code` and `error`. */
export function faultOf(thrown: unknown): CaptureFault {
  const original = isObject(thrown) ? thrown.original : undefined;
  if (original instanceof CaptureFault) return original;
  if (!isObject(thrown) || typeof thrown.error !== 'string') throw thrown;
  const code = codeOf(thrown, original);
  return new CaptureFault(kindOf(code, thrown.error), code === '' ? thrown.error : `${thrown.error} (${code})`);
}

/** The system's own code says more than the one of the HTTP library. */
function codeOf(thrown: Readonly<Record<string, unknown>>, original: unknown): string {
  const cause = isObject(original) ? original.cause : undefined;
  const inner = isObject(cause) && typeof cause.code === 'string' ? cause.code : undefined;
  return inner ?? (typeof thrown.code === 'string' ? thrown.code : '');
}

function kindOf(code: string, message: string): FaultKind {
  if (code === 'ERR_CANCELED' || code === 'ECONNABORTED' || code === 'ETIMEDOUT') return 'timeout';
  if (/maxContentLength/.test(message)) return 'too-large';
  if (/CERT|SSL|TLS|EPROTO|SELF_SIGNED|UNABLE_TO/.test(code)) return 'tls';
  if (/aborted/.test(message) || code === 'ERR_BAD_RESPONSE' || code.startsWith('HPE_')) return 'cut';
  return 'unreachable';
}
