import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { gunzipSync } from 'node:zlib';
import { PrometheusDriver } from 'prometheus-query';
import { CaptureFault } from './capture-fault';
import { cleanFault } from './clean-fault';
import { type Connection, withoutSecrets } from './connection';
import { faultBehind, faultOf } from './fault-of';
import { type Answer, readAnswer } from './read-answer';

/** A question to the driver. What it returns is thrown away: the answer is read from the body. */
export type Question = (driver: PrometheusDriver) => Promise<unknown>;

/** The most bytes of one answer, before and after decompression. */
const LARGEST_ANSWER = 128 * 1024 * 1024;
/** A longer query does not fit into a URL everywhere. */
const LONGEST_URL_QUERY = 2000;

/** What the driver would make objects of; the true answer was taken before. */
const NOTHING = Object.assign([], { resultType: 'vector', result: [] });

/**
 * The Prometheus HTTP API. `prometheus-query` knows its addresses, parameters and basic auth. Its own reading of answers is
 * passed by, because it turns infinities into NaN, makes an object of every sample, overlooks warnings and throws plain objects.
 * Times go in as dates, because it takes the number 0 for now.
 */
export class PrometheusClient {
  private readonly agents: { readonly httpAgent: HttpAgent; readonly httpsAgent: HttpsAgent };

  public constructor(
    private readonly connection: Connection,
    connections: number,
  ) {
    const options = { keepAlive: true, maxSockets: connections };
    this.agents = { httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent({ ...options, ...connection.tls }) };
  }

  public close(): void {
    this.agents.httpAgent.destroy();
    this.agents.httpsAgent.destroy();
  }

  /** An instant query; `time` in ms. */
  public query(query: string, time: number): Promise<Answer> {
    const seconds = `${Math.ceil(this.connection.timeoutMs / 1000)}s`;
    return this.ask((driver) => driver.instantQuery(query, new Date(time), seconds), query.length);
  }

  /** The labels of the series that a selector has in a span of time. */
  public series(selector: string, from: number, to: number): Promise<Answer> {
    return this.ask((driver) => driver.series([selector], new Date(from), new Date(to)), selector.length);
  }

  /** Any other question, such as for the configuration. @throws CaptureFault */
  public async ask(question: Question, queryLength = 0): Promise<Answer> {
    let answer: Answer | undefined;
    const { endpoint, headers, basicAuth, timeoutMs } = this.connection;
    const driver = new PrometheusDriver({
      endpoint,
      headers,
      timeout: timeoutMs,
      preferPost: queryLength > LONGEST_URL_QUERY,
      ...(basicAuth && { auth: basicAuth }),
      requestInterceptor: {
        onFulfilled: (request) => {
          // Nothing else is unpacked here.
          request.headers.set('Accept-Encoding', 'gzip');
          return Object.assign(request, {
            ...this.agents,
            responseType: 'arraybuffer',
            // The body is unpacked and read here, so that each way in which it can be broken has a name.
            decompress: false,
            transformResponse: [],
            validateStatus: () => true,
            // A redirect would take the credentials along.
            maxRedirects: 0,
            maxContentLength: LARGEST_ANSWER,
            // The time-out of axios begins anew with every byte.
            signal: AbortSignal.timeout(timeoutMs),
          });
        },
      },
      responseInterceptor: {
        onFulfilled: (response) => {
          answer = readAnswer({
            status: response.status,
            header: (name) => response.headers[name]?.toString(),
            body: unpacked(response.data, response.headers['content-encoding'], response.status),
          });
          return { ...response, data: { status: 'success', data: NOTHING } };
        },
        // The driver would forget what happened to an answer that broke off.
        onRejected: (error) => {
          throw faultOf(error);
        },
      },
    });
    try {
      await question(driver);
    } catch (thrown) {
      throw cleanFault(faultBehind(thrown), this.connection);
    }
    const clean = (text: string) => withoutSecrets(text, this.connection);
    return { ...answer!, warnings: answer!.warnings.map(clean), infos: answer!.infos.map(clean) };
  }
}

function unpacked(data: unknown, header: unknown, status: number): Buffer {
  const body = Buffer.isBuffer(data) ? data : Buffer.from(data as ArrayBuffer);
  const encoding = String(header ?? '')
    .trim()
    .toLowerCase();
  if (encoding === '' || encoding === 'identity') return body;
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    // The status says more than words that cannot be read.
    if (status >= 300) return Buffer.alloc(0);
    throw new CaptureFault('not-json', `data in the encoding ${JSON.stringify(encoding)}, which was not asked for,`);
  }
  try {
    return gunzipSync(body, { maxOutputLength: LARGEST_ANSWER });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new CaptureFault('too-large', `more than ${LARGEST_ANSWER} bytes`);
    throw new CaptureFault('cut', `its gzip data is broken: ${message}`);
  }
}
