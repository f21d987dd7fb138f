import { codeFrame } from '../../src/report/code-frame';
import { SourceFile } from '../../src/source/source-file';
import { spanOf } from './sample-report';

const frameOf = (text: string, at: string) => codeFrame(spanOf(new SourceFile('a.yaml', text), at)).split('\n');

describe('codeFrame', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['one line', 'a: 1\nbc: 23\n', '23', ['> 2 | bc: 23', '    |     ^^']],
    ['a line with a number of two digits', `${'x\n'.repeat(9)}a: 1\n`, '1', ['> 10 | a: 1', '     |    ^']],
    ['the first line of a longer span', 'a: |\n  b\n  c\n', '|\n  b', ['> 1 | a: |', '    |    ^']],
    ['the end of a line with CRLF', 'a: 1\r\nb: 2\r\n', '2', ['> 2 | b: 2', '    |    ^']],
    ['a place behind tabs', '\ta:\t1\n', '1', ['> 1 | \ta:\t1', '    | \t  \t^']],
    ['a place behind wide characters', '名前: 値 x\n', 'x', ['> 1 | 名前: 値 x', '    | \u3000\u3000  \u3000 ^']],
    ['a place behind characters of two units', '"🚀": x\n', 'x', ['> 1 | "🚀": x', '    |       ^']],
  ])('shows %s', (_, text, at, expected) => {
    expect(frameOf(text, at)).toEqual(expected);
  });

  it('shows a place of no length', () => {
    const file = new SourceFile('a.yaml', 'a: 1\nb\n');
    expect(codeFrame({ file, start: 5, end: 5 }).split('\n')).toEqual(['> 2 | b', '    | ^']);
  });

  it('shows the end of the file', () => {
    const file = new SourceFile('a.yaml', 'a: "\n');
    expect(codeFrame({ file, start: 5, end: 5 }).split('\n')[1]).toBe('    | ^');
  });

  it.each([
    ['at its start', 0],
    ['in its middle', 5000],
    ['at its end', 9999],
  ])('cuts a long line %s, and keeps the caret under the place', (_, at) => {
    const text = `${'-'.repeat(at)}X${'-'.repeat(9999 - at)}`;
    const [source, marker] = frameOf(text, 'X');
    expect(source!.length).toBeLessThan(175);
    expect(source!.indexOf('X')).toBe(marker!.indexOf('^'));
    expect(source!.startsWith('> 1 | …')).toBe(at > 160);
    expect(source!.endsWith('…')).toBe(at < 9900);
  });

  it('cuts no character in two', () => {
    const [source] = frameOf(`${'🚀'.repeat(400)}X${'🚀'.repeat(400)}`, 'X');
    expect(source).not.toMatch(/(?<![\ud800-\udbff])[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff])/);
  });

  it('bounds the carets by the line', () => {
    const file = new SourceFile('a.yaml', `a: ${'x'.repeat(5000)}\n`);
    const [source, marker] = codeFrame({ file, start: 0, end: 5000 }).split('\n');
    expect(marker!.length).toBeLessThanOrEqual(source!.length);
  });

  it('replaces control characters one by one', () => {
    expect(frameOf('a: "\u001b[31m\u0007" b\n', 'b')).toEqual(['> 1 | a: "\ufffd[31m\ufffd" b', '    |             ^']);
  });

  it('stars out a secret, and keeps the caret under the place', () => {
    expect(frameOf('{token: hunter2, replicas: x}\n', 'token')).toEqual([
      '> 1 | {token: *********************',
      '    |  ^^^^^',
    ]);
  });

  it('takes a time that grows with the file, not with the lines before the place', () => {
    const file = new SourceFile('a.yaml', 'key: value\n'.repeat(200_000));
    const start = performance.now();
    for (let line = 0; line < 1000; line++) codeFrame({ file, start: line * 11 * 100, end: line * 11 * 100 + 3 });
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
