import { ProgressLine } from '../../../src/cli/snapshot/progress-line';

const PROGRESS = {
  phase: 'samples' as const,
  series: { done: 1, all: 2 },
  samples: 10,
  share: 0.5,
  elapsedMs: 1000,
  freshSamples: 10,
  freshShare: 0.5,
};

function lineOn(interactive: boolean) {
  const written: string[] = [];
  const clock = { now: 0 };
  const line = new ProgressLine({
    out: () => {},
    err: (text) => void written.push(text),
    color: false,
    interactive,
    readStandardInput: () => '',
    now: () => clock.now,
  });
  return { line, written, clock };
}

describe('the line of progress', () => {
  it('is written over, ten times a second at most, and leaves nothing behind', () => {
    const { line, written, clock } = lineOn(true);
    line.show(PROGRESS);
    line.show(PROGRESS);
    clock.now = 100;
    line.show({ ...PROGRESS, samples: 20 });
    line.above(() => written.push('note\n'));
    line.end();
    line.end();
    const clear = '\r\u001b[2K';
    const second = `${clear}samples, 1/2 series, 20 samples, 10/s, 1 s left`;
    expect(written).toEqual([
      `${clear}samples, 1/2 series, 10 samples, 10/s, 1 s left`,
      second,
      clear,
      'note\n',
      second,
      clear,
    ]);
  });

  it('is not there where nobody watches', () => {
    const { line, written } = lineOn(false);
    line.show(PROGRESS);
    line.above(() => written.push('note\n'));
    line.end();
    expect(written).toEqual(['note\n']);
  });
});
