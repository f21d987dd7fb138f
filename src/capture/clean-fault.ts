import { CaptureFault } from './capture-fault';
import { type Connection, withoutSecrets } from './connection';

/** What people read of an answer. */
const LONGEST_DETAIL = 500;

/** The fault without secrets, cut to a readable length only then. */
export function cleanFault({ kind, detail, status, retryAfterMs }: CaptureFault, connection: Connection): CaptureFault {
  const clean = withoutSecrets(detail, connection);
  const short = clean.length <= LONGEST_DETAIL ? clean : `${clean.slice(0, LONGEST_DETAIL - 3)}...`;
  return new CaptureFault(kind, short, status, retryAfterMs);
}
