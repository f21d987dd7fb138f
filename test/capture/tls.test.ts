import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { inEmptyFolder, run } from '../cli/run';
import { runsWith } from '../require-program';
import { loopbackPrometheus } from './loopback-prometheus';
import { END } from './recorded-series';

inEmptyFolder();

/** A key and a certificate for it that it signed itself. */
function makeCertificate(name: string): void {
  const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', `${name}.key`];
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...key, '-out', `${name}.pem`, ...subject], { stdio: 'pipe' });
}

(runsWith('openssl') ? it : it.skip)(
  'a server with its own authority that asks for a certificate, with and without them',
  async () => {
    for (const name of ['server', 'client', 'stranger']) makeCertificate(name);
    const read = (file: string) => readFileSync(file, 'utf8');
    const tls = {
      cert: read('server.pem'),
      key: read('server.key'),
      ca: read('client.pem'),
      requestCert: true,
      rejectUnauthorized: true,
    };
    const server = await loopbackPrometheus(undefined, undefined, tls);
    const capture = (more: string) =>
      run(
        `snapshot capture --url ${server.url} --select gpu_odd --range 1h --end ${END / 1000} -o out --retries 0 ${more}`,
      );
    try {
      const both = '--ca-file server.pem --client-cert-file client.pem --client-key-file client.key';
      expect((await capture(both)).code).toBe(0);
      const unknown = await capture('');
      expect([unknown.code, unknown.err]).toEqual([
        2,
        expect.stringContaining("do not accept each other's certificates"),
      ]);
      expect(unknown.err).toContain('--ca-file');
      const torn = await capture('--ca-file server.pem --client-cert-file server.key --client-key-file client.pem');
      expect([torn.code, torn.err]).toEqual([2, expect.stringContaining('the certificate files cannot be used')]);
      const refused = await capture(
        '--ca-file server.pem --client-cert-file stranger.pem --client-key-file stranger.key',
      );
      expect(refused.code).toBe(2);
      const broken = await capture('--ca-file server.key');
      expect([broken.code, broken.err]).toEqual([2, expect.stringMatching(/^error: /)]);
    } finally {
      await server.close();
    }
  },
);
