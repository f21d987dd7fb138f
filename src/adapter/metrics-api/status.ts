/** An error of the Kubernetes API, as it stands in the body of the answer. */
export interface Status {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: Record<string, never>;
  readonly status: 'Failure';
  readonly message: string;
  readonly reason?: string;
  readonly details?: { readonly causes: readonly { readonly message: string }[] };
  /** The HTTP code. */
  readonly code: number;
}

/** The metric is not registered, or no query can be built for it. The resource as the request wrote it. */
export function metricNotFound(resource: string, metric: string): Status {
  return failure(404, `the server could not find the metric ${metric} for ${resource}`, 'NotFound');
}

/** The metric exists, but not for this object. */
export function metricNotFoundFor(resource: string, metric: string, name: string): Status {
  return failure(404, `the server could not find the metric ${metric} for ${resource} ${name}`, 'NotFound');
}

/** No route leads there; the text is what kubectl says. */
export function noSuchPath(): Status {
  return failure(404, 'the server could not find the requested resource', 'NotFound');
}

export function badRequest(message: string): Status {
  return failure(400, message, 'BadRequest');
}

/** An error whose cause is only in the adapter's log. */
export function internalError(cause: string): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `Internal error occurred: ${cause}`,
    reason: 'InternalError',
    details: { causes: [{ message: cause }] },
    code: 500,
  };
}

/** An error that the adapter did not turn into a Status itself: it comes without a reason. */
export function plainError(message: string): Status {
  return failure(500, message);
}

/** The adapter does not run; kubectl says this. */
export function unavailable(): Status {
  return failure(503, 'the server is currently unable to handle the request', 'ServiceUnavailable');
}

/** What cannot be answered without the cluster. */
export function notReproduced(message: string): Status {
  return failure(501, message, 'NotImplemented');
}

export function isStatus(value: object): value is Status {
  return 'kind' in value && value.kind === 'Status';
}

function failure(code: number, message: string, reason?: string): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    ...(reason !== undefined && { reason }),
    code,
  };
}
