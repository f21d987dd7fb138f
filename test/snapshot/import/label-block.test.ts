import { readLabelBlock } from '../../../src/snapshot/import/label-block';

function read(line: string): [Record<string, string>, string] {
  const { labels, end } = readLabelBlock(line);
  return [Object.fromEntries(labels), line.slice(end)];
}

describe('readLabelBlock', () => {
  it.each<[string, Record<string, string>, string]>([
    ['up 1', { __name__: 'up' }, ' 1'],
    ['up{} 1', { __name__: 'up' }, ' 1'],
    ['up{a="b"} 1', { __name__: 'up', a: 'b' }, ' 1'],
    ['up{a="b",c="d",} 1', { __name__: 'up', a: 'b', c: 'd' }, ' 1'],
    ['up{ a = "b" , c="d" } 1', { __name__: 'up', a: 'b', c: 'd' }, ' 1'],
    ['up {a="b"} 1', { __name__: 'up' }, ' {a="b"} 1'],
    ['up{a="}{,\\"=#"} 1', { __name__: 'up', a: '}{,"=#' }, ' 1'],
    ['up{a="x\\\\y\\nz\\t"} 1', { __name__: 'up', a: 'x\\y\nz\\t' }, ' 1'],
    ['up{a="\\u00e9"} 1', { __name__: 'up', a: '\\u00e9' }, ' 1'],
    ['{"my.metric",a="b"} 1', { __name__: 'my.metric', a: 'b' }, ' 1'],
    ['{"my.metric","a.b"="c"} 1', { __name__: 'my.metric', 'a.b': 'c' }, ' 1'],
    ['{__name__="up", a="b"} 1 2', { __name__: 'up', a: 'b' }, ' 1 2'],
    ['{a="b", __name__="up"} 1 2', { __name__: 'up', a: 'b' }, ' 1 2'],
    ['{__name__="up", a="\\t\\u00e9\\x07\\U0001f600"} 1', { __name__: 'up', a: '\té\x07😀' }, ' 1'],
  ])('reads %s', (line, labels, rest) => {
    expect(read(line)).toEqual([labels, rest]);
  });

  it.each([
    ['{a="b"} 1', 'the sample has no metric name'],
    [' 1', 'the line starts with neither a metric name nor a brace'],
    ['up{a="b" 1', 'a comma or a closing brace is missing at column 10'],
    ['up{a="b', 'the quote at column 6 is not closed'],
    ['up{a=b} 1', 'a quoted value is missing at column 6'],
    ['up{a} 1', 'an "=" is missing at column 5'],
    ['up{="b"} 1', 'a label name is missing at column 4'],
    ['up{', 'a label name is missing at column 4'],
    ['up{a="b",a="c"} 1', 'the label a is given twice'],
    ['up{__name__="down"} 1', 'the label __name__ is given twice'],
    ['{"a","b"} 1', 'the label __name__ is given twice'],
  ])('refuses %s', (line, message) => {
    expect(() => readLabelBlock(line)).toThrow(message);
  });
});
