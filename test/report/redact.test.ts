import { redact, redactedLine } from '../../src/report/redact';
import { SourceFile } from '../../src/source/source-file';

const S = 'hunter2xyz';

/** The lines of a text as a report would show them. */
function shown(text: string): string {
  const file = new SourceFile('a.yaml', text);
  return text
    .split('\n')
    .map((_, index) => redactedLine(file, index + 1))
    .join('\n');
}

describe('redactedLine', () => {
  it.each([
    `token: ${S}`,
    `  token: "${S}"`,
    `TOKEN=${S}`,
    `"token":"${S}"`,
    `{"token": "${S}", "a": 1}`,
    `prometheus_writer_ak: ${S}`,
    `prometheus_writer_sk: ${S}`,
    `AccessKeyId: ${S}`,
    `AccessKeySecret: ${S}`,
    `access_key_id: ${S}`,
    `apiKey: ${S}`,
    `api-key: ${S}`,
    `privateKey: ${S}`,
    `password: ${S}`,
    `passwd: ${S}`,
    `clientSecret: ${S}`,
    `Authorization: ${S}`,
    `credentials: ${S}`,
    `- --api-key=${S}`,
    `args: [--hf-token, ${S}]`,
    `command: "serve --api-key ${S} --port 80"`,
    `curl -H "Authorization: Bearer ${S}"`,
    `header: Bearer ${S}`,
    `{name: HF_TOKEN, value: ${S}}`,
    `- {"name": "DB_PASSWORD", "value": "${S}"}`,
    `url: http://user:${S}@prometheus:9090`,
    `url: http://user:a/${S}@prometheus:9090`,
    `url: http://:${S}@prometheus:9090`,
    `token: \${TOKEN:-${S}}`,
    `prometheus_writer_sk: "\${SK:-${S}}"`,
    `token: $(TOKEN:-${S})`,
    `header: Bearer \${TOKEN:-${S}}`,
    `prometheusUrl: https://workspace.example/${S}`,
    `prometheusUrl: "https://workspace.example:9090/a/${S}?b=1"`,
    `"prometheusUrl": "http://prometheus/${S}"`,
    `{url: http://prometheus/${S}, a: b}`,
    `prometheus_writer_url: https://workspace.example/${S}/api/v3/write`,
    `- --prometheus-url=https://workspace.example/${S}`,
    `args: [--prometheus-url, https://workspace.example/${S}]`,
    `prometheusUrl: >-\n  https://workspace.example/${S}`,
    `prometheusUrl:\n  https://workspace.example/${S}`,
    `url: http://cn-hangzhou.arms.aliyuncs.com:9090/api/v1/prometheus/${S}/1/2/cn`,
    `data: LTAI5t${S}Example`,
    `data: eyJhbGciOiJIUzI1NiJ9.${S}`,
    `- name: HF_TOKEN\n  value: ${S}`,
    `- name: "HF_TOKEN"\n  value: "${S}"`,
    `- value: ${S}\n  name: HF_TOKEN`,
    `{\n  "name": "API_KEY",\n  "value": "${S}"\n}`,
    `token: |\n  ${S}\n  more ${S}`,
    `token: >-  # folded\n  ${S}`,
    `token: |\n  key: ${S}`,
    `privateKey: |\n  -----BEGIN PRIVATE KEY-----\n  ${S}\n\n  ${S}\n  -----END PRIVATE KEY-----`,
    `token: "first\n  ${S}"`,
    `token:\n  ${S}`,
  ])('hides the secret of %j', (text) => {
    const result = shown(text);
    expect(result).not.toContain(S);
    expect(result).toContain('***');
    expect(result.split('\n').map((line) => line.length)).toEqual(text.split('\n').map((line) => line.length));
  });

  it.each([
    'token: ${TOKEN}',
    "token: '${TOKEN}'",
    'prometheus_writer_sk: $(WRITER_SK)',
    'automountServiceAccountToken: true',
    'secretName: my-secret',
    'secretKeyRef: {name: a, key: b}',
    'max_tokens: 4096',
    'tokenizer: llama',
    'query: sum(rate(vllm:generation_tokens_total[1m]))',
    'query: vllm:time_per_output_token_seconds_bucket',
    'replicas: 3',
    '- name: HF_TOKEN\n  valueFrom: {secretKeyRef: {name: hf, key: value}}',
    '- name: MODEL\n  value: llama',
    'secret:\n  name: a\n  optional: true',
    'url: http://prometheus:9090',
    'url: http://prometheus:9090/',
    'token: ${_t1}',
    'image: https://registry.example/a/b',
    'url: {path: /a/b}',
    'image: registry.example.com/a@sha256:0123456789abcdef',
    'tokens: |\n  none',
    '',
  ])('leaves %j as it is', (text) => {
    expect(shown(text)).toBe(text);
  });

  it('does not take long for a line or a block without end', () => {
    const start = performance.now();
    shown(`a: ${'token'.repeat(50_000)}`);
    shown(`a: ${'--token '.repeat(50_000)}`);
    shown(`a: ${' '.repeat(200_000)}x`);
    shown(`a:\n${'  x\n'.repeat(5000)}`);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('redact', () => {
  it.each([
    ['a message about token: it holds a literal', 'a message about token: it holds a literal'],
    ['"LTAI5tExampleExampleExam" is given', '"************************" is given'],
    ['http://user:pass@host is reached', 'http://*********@host is reached'],
    ['Bearer ${TOKEN}', 'Bearer ${TOKEN}'],
    ['prometheusUrl is "http://host/a/b"', 'prometheusUrl is "http://host/***"'],
    ['prometheusUrl: http://host/a/b, and more', 'prometheusUrl: http://host/***, and more'],
    ['the page http://host/a/b', 'the page http://host/a/b'],
  ])('%j becomes %j', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });
});
