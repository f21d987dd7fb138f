import { nearest } from '../../src/source/nearest';
import { pointer, segmentsOf } from '../../src/source/pointer';
import { SourceFile } from '../../src/source/source-file';

describe('SourceFile', () => {
  const file = new SourceFile('a.txt', 'one\r\ntwo\n\nfour');
  it.each([
    [0, 1, 1],
    [2, 1, 3],
    [5, 2, 1],
    [9, 3, 1],
    [10, 4, 1],
    [14, 4, 5],
  ])('offset %i is line %i, column %i', (offset, line, column) =>
    expect(file.positionAt(offset)).toEqual({ line, column }),
  );

  it('gives a line without its end', () =>
    expect([1, 2, 3, 4, 5].map((line) => file.lineText(line))).toEqual(['one', 'two', '', 'four', '']));
});

describe('pointer', () => {
  it.each([
    [['a', 0, 'b'], '/a/0/b'],
    [['nvidia.com/gpu'], '/nvidia.com~1gpu'],
    [['a~b'], '/a~0b'],
    [[], ''],
  ])('%j is %s, and back', (segments, text) => {
    expect(pointer(...segments)).toBe(text);
    expect(segmentsOf(text)).toEqual(segments.map(String));
  });
});

describe('nearest', () => {
  it.each([
    ['behaviour', ['behavior', 'metrics'], ['behavior']],
    ['podname', ['PodName', 'pod'], ['PodName']],
    ['x', ['completely_different'], []],
    ['same', ['same'], []],
  ])('%s among %j is %j', (name, candidates, expected) => expect(nearest(name, candidates)).toEqual(expected));
});
