import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const COMMAND = join(ROOT, 'lib', 'cli', 'main.js');
const NO_NETWORK = join(__dirname, 'no-network.js');

/**
 * A run of the command in one text file. Sections begin with `==== name`:
 * `file NAME` writes a file, `base64 NAME` one from base64, `copy FROM TO` copies from the repository, `stdin` is standard
 * input, `command` the words behind `foresail`, `status`, `stdout` and `stderr` what must come of it.
 */
export interface Scenario {
  readonly title: string;
  readonly files: readonly { readonly name: string; readonly content: Buffer }[];
  readonly copies: readonly { readonly from: string; readonly to: string }[];
  readonly stdin: string;
  readonly command: readonly string[];
  readonly expected: Outcome;
}

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function parseScenario(text: string): Scenario {
  const [title = '', ...parts] = text.split(/^==== /m);
  const sections = parts.map((part) => {
    const end = part.indexOf('\n');
    const [kind = '', ...words] = part.slice(0, end).trim().split(' ');
    return { kind, words, body: part.slice(end + 1) };
  });
  const bodyOf = (kind: string) => sections.find((section) => section.kind === kind)?.body ?? '';
  return {
    title: title.trim(),
    files: sections
      .filter(({ kind }) => kind === 'file' || kind === 'base64')
      .map(({ kind, words, body }) => ({
        name: words[0]!,
        content: Buffer.from(body, kind === 'base64' ? 'base64' : 'utf8'),
      })),
    copies: sections.filter(({ kind }) => kind === 'copy').map(({ words: [from, to] }) => ({ from: from!, to: to! })),
    stdin: bodyOf('stdin'),
    command: bodyOf('command').trim().split(/\s+/),
    expected: { status: Number(bodyOf('status').trim()), stdout: bodyOf('stdout'), stderr: bodyOf('stderr') },
  };
}

/** Runs the built command in an empty folder with the network closed. */
export function runScenario({ files, copies, stdin, command }: Scenario): Outcome {
  const folder = mkdtempSync(join(tmpdir(), 'foresail-scenario-'));
  try {
    for (const { from, to } of copies) cpSync(join(ROOT, from), join(folder, to), { recursive: true });
    for (const { name, content } of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', NO_NETWORK, COMMAND, ...command], {
      cwd: folder,
      input: stdin,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, NO_COLOR: '1' },
    });
    return { status, stdout, stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The scenario's text with what the run gave. */
export function rewriteScenario(text: string, { status, stdout, stderr }: Outcome): string {
  const input = text.slice(0, text.search(/^==== (status|stdout|stderr)$/m)).trimEnd() || text.trimEnd();
  const sections = [`==== status\n${status}\n`, `==== stdout\n${stdout}`, `==== stderr\n${stderr}`];
  return `${input}\n${sections.join('')}`;
}

export function readScenario(path: string): string {
  return readFileSync(path, 'utf8');
}
