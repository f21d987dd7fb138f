/** What can go wrong between us and a server. */
export type FaultKind =
  /** No connection: nothing listens, no such host, or the connection was closed at once. */
  | 'unreachable'
  /** The certificate of one side is not accepted by the other. */
  | 'tls'
  | 'timeout'
  /** The answer is larger than is read at once. */
  | 'too-large'
  /** The answer broke off, or its compression is broken. */
  | 'cut'
  /** The answer leads to another address. */
  | 'redirect'
  /** The answer is no JSON, such as a login page. */
  | 'not-json'
  /** The answer is JSON, and none of the Prometheus HTTP API. */
  | 'not-prometheus'
  /** The server says that it failed, and how. */
  | 'status';

/** One question that was not answered. `detail` is free of credentials. */
export class CaptureFault extends Error {
  public override readonly name = 'CaptureFault';

  public constructor(
    public readonly kind: FaultKind,
    public readonly detail: string,
    /** The HTTP status where there was an answer. */
    public readonly status?: number,
    /** For how many ms the server asks to be left alone. */
    public readonly retryAfterMs?: number,
  ) {
    super(detail);
  }

  /** Whether the same question may be answered if it is asked again. */
  public get mayPass(): boolean {
    if (this.kind === 'status') return this.status !== undefined && PASSING.includes(this.status);
    return this.kind === 'unreachable' || this.kind === 'cut' || this.kind === 'timeout';
  }

  /** Whether a question for less may be answered: the server has a limit of samples, time or size. */
  public get asksForLess(): boolean {
    if (this.kind === 'status') return this.status !== undefined && LIMITS.includes(this.status);
    return this.kind === 'timeout' || this.kind === 'too-large';
  }
}

const PASSING = [408, 425, 429, 500, 502, 503, 504];
/** 422 is what Prometheus, Thanos and Mimir answer beyond a limit of samples; the others are those of gateways. */
const LIMITS = [413, 422, 504];
