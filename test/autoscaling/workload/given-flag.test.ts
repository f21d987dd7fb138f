import { givenFlag } from '../../../src/autoscaling/workload/given-flag';
import { scriptIndex } from '../../../src/autoscaling/workload/shell-script';

describe('the script of a shell', () => {
  it.each<[readonly string[], number]>([
    [['sh', '-c', 'serve'], 2],
    [['/bin/bash', '-lc', 'serve'], 2],
    [['/usr/bin/env', 'bash', '-ec', 'serve', 'name'], 3],
    [['zsh', '-euxc', 'serve'], 2],
    [['ash', '-cx', 'serve'], 2],
    [['dash', '-e', '-c', 'serve'], 2 + 1],
    [['bash', '-euo', 'pipefail', '-c', 'serve'], 4],
    [['bash', '-ceuo', 'pipefail', 'serve'], 3],
    [['bash', '--rcfile', '/etc/rc', '-c', '--', 'serve'], 5],
    [['tini', '--', 'bash', '-c', 'serve'], 4],
    [['bash', '-c'], 2],
    [['-c', 'serve'], 1],
    [['-lc', 'serve'], 1],
  ])('of %j is word %d', (words, index) => {
    expect(scriptIndex(words)).toBe(index);
  });

  it.each<[readonly string[]]>([
    [['vllm', 'serve', '-c', 'x.yaml']],
    [['serve', '-c', 'x.yaml']],
    [['-cc', '{"level": 3}']],
    [['bash', '/start.sh', '-c', 'x.yaml']],
    [['bash', '-l', '/start.sh']],
    [['sh']],
    [['wish', '-c', 'serve']],
    [[]],
  ])('is not in %j', (words) => {
    expect(scriptIndex(words)).toBeUndefined();
  });
});

describe('a flag', () => {
  it.each<[readonly string[], object | undefined]>([
    [['serve', '--drain=60'], { text: '--drain=60', value: '60', index: 1 }],
    [['serve', '--drain', '60'], { text: '--drain 60', value: '60', index: 2 }],
    [['serve', '--drain=60', '--drain=90'], { value: '90', index: 2 }],
    [['serve', '--drain'], { text: '--drain', value: '', index: 1 }],
    [['serve', '--drained=60', '--x--drain=60'], undefined],
    [['bash', '-lc', 'serve', '--drain=60'], undefined],
    [['bash', '-lc', 'exec serve --drain=60 --model m'], { text: '--drain=60', value: '60', index: 2 }],
    [['bash', '-lc', 'exec serve --drain "60"; wait'], { text: '--drain "60', value: '60', index: 2 }],
    [['bash', '-lc', 'serve --drain \\\n  60'], { value: '60', index: 2 }],
    [['bash', '-lc', 'exec serve "$@"', '--', '--drain=60'], { value: '60', index: 4 }],
    [['bash', '-lc', 'exec serve "$@"', '--drain=60'], undefined],
  ])('of %j is %j', (words, given) => {
    const found = givenFlag(words, '--drain');
    if (given) expect(found).toMatchObject(given);
    else expect(found).toBeUndefined();
  });
});
