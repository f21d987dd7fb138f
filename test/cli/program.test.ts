import { CHECK_IDS } from '../../src/checks/registry';
import { inputErrorText } from '../../src/cli/input-error-text';
import { runProgram } from '../../src/cli/program';
import { InputError } from '../../src/source/input-error';
import { SourceFile } from '../../src/source/source-file';
import { run } from './run';

describe('foresail', () => {
  it.each(['--version', '-V'])('%s prints the version', async (option) => {
    expect(await run(option)).toEqual({ code: 0, out: '1.2.3\n', err: '' });
  });

  it.each(['--help', 'help', '-h'])('%s lists the commands', async (option) => {
    const { code, out, err } = await run(option);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^ {2}validate \[options\] \[path\.\.\.\] /m);
    expect(out).toMatch(/^ {2}checks \[id\] /m);
  });

  it('validate --help lists the options', async () => {
    const { code, out } = await run('validate --help');
    expect(code).toBe(0);
    const options = [
      'snapshot',
      'cluster',
      'kubernetes',
      'namespace',
      'dialect',
      'now',
      'fail-on',
      'fail-on-unchecked',
      'format',
      'output',
    ];
    expect(options.filter((option) => !out.includes(`--${option} `))).toEqual([]);
  });

  it('throws a fault of its own, so that the caller can tell it from wrong input', async () => {
    const fault = new TypeError('broken');
    const terminal = {
      out: () => {
        throw fault;
      },
      err: () => {},
      color: false,
      readStandardInput: () => '',
      now: () => 0,
    };
    await expect(runProgram(['checks'], terminal, '1')).rejects.toBe(fault);
  });
});

describe('foresail checks', () => {
  it('lists every check once, with its severity and what it finds', async () => {
    const { code, out } = await run('checks');
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines.map((line) => line.split(/\s+/)[0])).toEqual(CHECK_IDS);
    expect(lines.filter((line) => !/^\S+\s+(error|warning|info)\s+\S.*[^.]$/.test(line))).toEqual([]);
  });

  it('prints the page of a check', async () => {
    const { code, out } = await run('checks hpa/target-type-mismatch');
    expect(code).toBe(0);
    expect(out).toMatch(/^# hpa\/target-type-mismatch\n/);
  });

  it.each([
    [
      'hpa/target-type-mismach',
      'error: there is no check "hpa/target-type-mismach"; did you mean "hpa/target-type-mismatch"?\n',
    ],
    ['../../README', 'error: there is no check "../../README"\n'],
    ['__proto__', 'error: there is no check "__proto__"\n'],
  ])('refuses %s', async (id, message) => {
    const { code, out, err } = await run(`checks ${id}`);
    expect([code, out]).toEqual([2, '']);
    expect(err).toBe(`${message}  Run "foresail checks" for the list.\n`);
  });
});

describe('the text of an input error', () => {
  const span = { file: new SourceFile('a.yaml', 'a: 1\ntoken: hunter2\n'), start: 12, end: 19 };

  it.each<[string, InputError, string]>([
    ['without a place', new InputError('usage', 'it is wrong', 'Mend it.'), 'error: it is wrong\n  Mend it.\n'],
    [
      'with a file',
      new InputError('yaml', 'it is wrong', 'Mend it.', 'b.yaml'),
      'error: it is wrong\n  --> b.yaml\n  Mend it.\n',
    ],
    [
      'with a file that the message names',
      new InputError('yaml', 'b.yaml is wrong', 'Mend it.', 'b.yaml'),
      'error: b.yaml is wrong\n  Mend it.\n',
    ],
    [
      'with a place, and no secret',
      new InputError('yaml', 'it is wrong', 'Mend it.', span),
      'error: it is wrong\n  --> a.yaml:2:8\n  > 2 | token: *******\n      |        ^^^^^^^\n  Mend it.\n',
    ],
    [
      'without control characters',
      new InputError('not-found', 'a\u001b[2J\nb does not exist', 'Mend it.', 'c\n'),
      'error: a\ufffd[2J b does not exist\n  --> c \n  Mend it.\n',
    ],
  ])('%s', (_, error, expected) => {
    expect(inputErrorText(error)).toBe(expected);
  });
});
