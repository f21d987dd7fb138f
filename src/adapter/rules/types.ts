/** The adapter's configuration file, as the adapter's own struct has it. */
export interface AdapterConfig {
  readonly rules?: readonly AdapterRule[];
  readonly externalRules?: readonly AdapterRule[];
  readonly resourceRules?: ResourceRules;
}

/** One entry of `rules` or `externalRules`: which series it serves, for which resources, and by which query. */
export interface AdapterRule {
  /** A series selector, sent to Prometheus verbatim. */
  readonly seriesQuery: string;
  readonly seriesFilters?: readonly SeriesFilter[];
  readonly resources?: ResourceMapping;
  readonly name?: NameMapping;
  /** A Go template with `<<` and `>>`, rendered into the PromQL of a request. */
  readonly metricsQuery: string;
}

/** Keeps the series whose name matches `is`, or does not match `isNot`: one of the two. */
export interface SeriesFilter {
  readonly is?: string;
  readonly isNot?: string;
}

/** Which label names which Kubernetes resource. */
export interface ResourceMapping {
  /** A Go template over `.Group` and `.Resource` that gives a label name. */
  readonly template?: string;
  /** From label name to resource. */
  readonly overrides?: { readonly [label: string]: GroupResource };
  /** Read for external metrics only; absent means true. */
  readonly namespaced?: boolean;
}

export interface GroupResource {
  readonly group?: string;
  readonly resource: string;
}

/** How the API metric is called. */
export interface NameMapping {
  /** A Go regular expression, unanchored; absent matches every series. */
  readonly matches?: string;
  /** Expanded as Go's `Regexp.Expand` does; absent is `$0`, or `$1` where `matches` has one capture group. */
  readonly as?: string;
}

/** Serves `metrics.k8s.io`, in place of metrics-server. */
export interface ResourceRules {
  readonly cpu?: ResourceRule;
  readonly memory?: ResourceRule;
  /** A Prometheus duration such as `5m`. */
  readonly window?: string;
}

export interface ResourceRule {
  readonly containerQuery?: string;
  readonly nodeQuery?: string;
  readonly resources?: ResourceMapping;
  readonly containerLabel?: string;
}
