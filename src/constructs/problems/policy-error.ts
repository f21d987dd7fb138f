/** What can be wrong with a policy or a cluster that the compiler of TypeScript cannot see. */
export type PolicyErrorCode =
  | 'ahpa-min-replicas'
  | 'ahpa-quantile-range'
  | 'behavior-range'
  | 'capacity'
  | 'cpu-request-missing'
  | 'drain'
  | 'duplicate-id'
  | 'duplicate-object'
  | 'empty-result'
  | 'engine'
  | 'git-ops'
  | 'gpu-count'
  | 'gpu-pool'
  | 'gpu-pool-count'
  | 'guard-rail'
  | 'hand-over'
  | 'hpa-version'
  | 'invalid-construct'
  | 'kubernetes-minor'
  | 'label-convention'
  | 'label-invalid'
  | 'metric-duplicate'
  | 'metric-engine'
  | 'metric-exporter'
  | 'metric-name'
  | 'metric-on-gpu'
  | 'metric-selection'
  | 'metric-source'
  | 'metric-target-range'
  | 'metric-unit'
  | 'metrics-missing'
  | 'name-invalid'
  | 'needs-cluster'
  | 'part-missing'
  | 'placeholder-invalid'
  | 'patch'
  | 'pod-group'
  | 'pod-invalid'
  | 'port-range'
  | 'property-unknown'
  | 'quantity-invalid'
  | 'replicas-fixed'
  | 'replicas-min-over-max'
  | 'replicas-range'
  | 'rollout'
  | 'rule-collision'
  | 'scale-up-forward'
  | 'schedule-bounds'
  | 'schedule-dates'
  | 'schedule-on-hpa'
  | 'schedule-size'
  | 'schedule-steps'
  | 'secret-literal'
  | 'startup'
  | 'substitution-undeclared'
  | 'time-zone'
  | 'toleration'
  | 'two-autoscalers'
  | 'url-invalid'
  | 'value-missing'
  | 'value-type';

/** One thing that is wrong: which property, what it is, what it may be, why, and what to do. */
export interface PolicyProblem {
  readonly code: PolicyErrorCode;
  /** From the policy's props, such as `scaling.minReplicas`. @default - no single property is to blame */
  readonly property?: string;
  /** The value it has. @default - none, or one that must not be shown */
  readonly value?: unknown;
  /** What is allowed, as the end of "must be ...". @default - the summary says it */
  readonly allowed?: string;
  /** The first line. @default "property is value, but must be allowed." */
  readonly summary?: string;
  /** Further lines that say why. @default - none */
  readonly why?: string;
  /** What to do. */
  readonly help: string;
}

/**
 * A policy or cluster that cannot be compiled. `message` is made for people; the other properties are for programs. They
 * are getters, so that Node prints the message alone when nobody catches the error.
 */
export class PolicyError extends Error {
  static {
    PolicyError.prototype.name = 'PolicyError';
  }

  readonly #path: string;
  readonly #problem: PolicyProblem;

  public constructor(path: string, problem: PolicyProblem, message = messageOf(path, problem)) {
    super(message);
    this.#path = path;
    this.#problem = problem;
    // The reader needs the construct path, not our call stack.
    Object.defineProperty(this, 'stack', { value: `${new.target.name}: ${message}` });
  }

  /** Which rule was broken. */
  public get code(): PolicyErrorCode {
    return this.#problem.code;
  }

  /** The construct path, such as `ack-prod/chat-llm`. */
  public get path(): string {
    return this.#path;
  }

  /** The property to blame, such as `scaling.minReplicas`; empty where it is no single one. */
  public get property(): string {
    return this.#problem.property ?? '';
  }

  /** The value it has. */
  public get value(): unknown {
    return this.#problem.value;
  }

  /** What is allowed, in words; empty where the message says it. */
  public get allowed(): string {
    return this.#problem.allowed ?? '';
  }
}

/** All errors of an app, thrown together by `PolicyApp.synth()`. Its own properties are those of the first. */
export class PolicyErrors extends PolicyError {
  static {
    PolicyErrors.prototype.name = 'PolicyErrors';
  }

  readonly #all: readonly PolicyError[];

  public constructor(errors: readonly [PolicyError, ...PolicyError[]]) {
    const [{ path, code, property, value, allowed }] = errors;
    const text = `${errors.length} errors in the policies:\n\n${errors.map(({ message }) => message).join('\n\n')}`;
    super(path, { code, property, value, allowed, help: '' }, text);
    this.#all = errors;
  }

  /** Every error, sorted by path; at least two. Not called `errors`, which Node would print once more. */
  public get all(): readonly PolicyError[] {
    return this.#all;
  }
}

/** The error to throw for a list of errors: the one, or all of them as one. What was found twice is said once. */
export function joinErrors(errors: readonly PolicyError[]): PolicyError | undefined {
  const sorted = [...errors].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const [first, ...others] = withoutEchoes(withoutRepeats(withoutConsequences(sorted)));
  if (!first) return undefined;
  return others.length === 0 ? first : new PolicyErrors([first, ...others]);
}

/** A wrong prop makes the sum over all services wrong, and the objects: what these show is said once the rest is right. */
function withoutConsequences(errors: readonly PolicyError[]): readonly PolicyError[] {
  const clusterOf = ({ path }: PolicyError) => path.split('/')[0];
  const isConsequence = ({ code }: PolicyError) => code === 'capacity' || code === 'pod-invalid';
  const wrong = new Set(errors.filter((error) => !isConsequence(error)).map(clusterOf));
  return errors.filter((error) => !isConsequence(error) || !wrong.has(clusterOf(error)));
}

/** Two parts of a policy may show the same: a text that blames one property is said once. */
function withoutRepeats(errors: readonly PolicyError[]): readonly PolicyError[] {
  const said = new Set<string>();
  return errors.filter(({ property, message }) => {
    const text = `${property}\n${message}`;
    const isNew = !said.has(text);
    said.add(text);
    return isNew;
  });
}

/** A wrong name of a service is wrong again in each of its objects: only the first, which is the outermost, is kept. */
function withoutEchoes(sorted: readonly PolicyError[]): readonly PolicyError[] {
  const kept = new Map<string, PolicyError[]>();
  return sorted.filter((error) => {
    if (error.value === undefined) return true;
    const key = `${error.code} ${show(error.value)}`;
    const alike = kept.get(key) ?? [];
    kept.set(key, alike);
    const echo = alike.some(({ path, property }) =>
      path === error.path ? property === error.property : error.path.startsWith(`${path}/`),
    );
    if (!echo) alike.push(error);
    return !echo;
  });
}

function messageOf(path: string, problem: PolicyProblem): string {
  const { property, value, allowed, code } = problem;
  const first = problem.summary ?? `${property || 'what was given'} is ${show(value)}, but must be ${allowed}.`;
  const lines = [problem.why, problem.help]
    .flatMap((text) => (text ? text.split('\n') : []))
    .map((line) => `\n  ${line}`);
  return `${path}: ${first}${lines.join('')}  [${code}]`;
}

/** A value in a message: short, and never an object's insides. */
function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}...` : value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'function') return 'a function';
  return String(value);
}
