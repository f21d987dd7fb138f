/** A small seeded generator: the same mutations on every machine. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const WORDS = [
  'x1000000000000',
  '-',
  ' ',
  '"',
  '{',
  '[',
  '\n',
  '1e999',
  'null',
  '__proto__',
  'NaN',
  '\u0000',
  '99999999999999999',
];

/** The bytes with one thing wrong: a byte, a bit, an end, a piece too few or too many, a word that does not belong. */
export function mutate(bytes: Buffer, random: (below: number) => number): Buffer {
  const at = random(bytes.length);
  const other = random(bytes.length);
  const [from, to] = at < other ? [at, other] : [other, at];
  switch (random(7)) {
    case 0: {
      const copy = Buffer.from(bytes);
      copy[at] = random(256);
      return copy;
    }
    case 1: {
      const copy = Buffer.from(bytes);
      copy[at] = copy[at]! ^ (1 << random(8));
      return copy;
    }
    case 2:
      return bytes.subarray(0, at);
    case 3:
      return Buffer.concat([bytes.subarray(0, from), bytes.subarray(Math.min(to, from + 40))]);
    case 4:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from, Math.min(to, from + 200)), bytes.subarray(to)]);
    case 5:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(WORDS[random(WORDS.length)]!), bytes.subarray(at)]);
    default:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(String(random(10))), bytes.subarray(at + 1)]);
  }
}
