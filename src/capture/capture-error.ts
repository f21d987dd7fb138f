import { InputError } from '../source/input-error';
import type { CaptureFault } from './capture-fault';

/** A fault as the user reads it: who failed at what, and what to do. */
export function captureError(fault: CaptureFault, host: string, task: string): InputError {
  const { message, help } = explain(fault, host);
  return new InputError('not-readable', `${message}, asked for ${task}`, help);
}

interface Explanation {
  readonly message: string;
  readonly help: string;
}

function explain(fault: CaptureFault, host: string): Explanation {
  const { detail } = fault;
  switch (fault.kind) {
    case 'unreachable':
      return {
        message: `${host} cannot be reached: ${detail}`,
        help: 'Check the address, and that the server runs and is reachable from here; for one inside a cluster, use "kubectl port-forward".',
      };
    case 'tls':
      return {
        message: `${host} and this machine do not accept each other's certificates: ${detail}`,
        help: 'Name the authority of the server with --ca-file; where the server wants one, a certificate with --client-cert-file and --client-key-file.',
      };
    case 'timeout':
      return {
        message: `${host} did not answer in time${detail === '' ? '' : ` (${detail})`}`,
        help: 'Allow more with --timeout, capture fewer series with --select, or a shorter time with --range.',
      };
    case 'too-large':
      return {
        message: `the answer of ${host} is larger than is read at once: ${detail}`,
        help: 'Capture fewer series with --select.',
      };
    case 'cut':
      return {
        message: `the answer of ${host} broke off: ${detail}`,
        help: 'Something between here and the server cuts answers or damages them. Try again with --resume; --concurrency 1 may help.',
      };
    case 'redirect':
      return {
        message: `${host} redirects to ${detail}`,
        help: 'Give the address that it leads to with --url. Redirects are not followed, because they would take the credentials along.',
      };
    case 'not-json':
      return {
        message: `${host} answers with ${detail} instead of JSON`,
        help: 'The address may lead to a login or to a page for people: give the one in front of /api/v1, and credentials where the server wants them.',
      };
    case 'not-prometheus':
      return {
        message: `${host} answers with JSON that is none of Prometheus: ${detail}`,
        help: 'Give the address in front of /api/v1.',
      };
    case 'status':
      return explainStatus(fault, host);
  }
}

function explainStatus({ status, detail }: CaptureFault, host: string): Explanation {
  const said = detail === '' ? '' : `: ${detail}`;
  const message = `${host} answers with status ${status}${said}`;
  switch (status) {
    case 401:
      return {
        message: `${host} wants other credentials: status 401${said}`,
        help: 'Set FORESAIL_PROMETHEUS_TOKEN, or FORESAIL_PROMETHEUS_USERNAME and FORESAIL_PROMETHEUS_PASSWORD, or name a file with --token-file or --basic-auth-file.',
      };
    case 403:
      return { message, help: 'The account may not read this: ask for the right to query, or check the tenant.' };
    case 404:
      return {
        message: `there is no Prometheus HTTP API at this address of ${host}: status 404${said}`,
        help: 'Give the address in front of /api/v1. Thanos and Mimir have it under a path such as /prometheus.',
      };
    case 422:
      return {
        message: `a limit of ${host} is exceeded even for the shortest time: status 422${said}`,
        help: 'Capture fewer series with --select, or raise the limit, which is --query.max-samples for Prometheus.',
      };
    case 429:
      return { message, help: 'The server wants fewer questions: lower --concurrency, and go on with --resume.' };
    default:
      return status !== undefined && status >= 500
        ? { message, help: 'The server is overloaded or starting. Try again later with --resume.' }
        : {
            message,
            help: 'The server does not understand the question: check that it speaks the Prometheus HTTP API.',
          };
  }
}
