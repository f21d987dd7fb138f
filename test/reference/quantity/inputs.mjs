// Prints the inputs as JSON: hand-picked quantities, and a fixed pseudo-random walk over the grammar and its surroundings.

const PICKED =
  `0 00 -0 +0 0.0 .0 0. 1 +1 -1 007 +5 -5 1. .5 -.5 +.5 0.5 0.50 0.500 1.5 1.50 1.500 -1.500 1.5000 1.000 10 100 1000
1100 1024 2500 12345 1000000 1500000 999 20 20.0 10334m 19600m 500m 1500m 1000m 1m 0.1m 0.001 0.0001 0.1n 1n 1u 1500u 1000u 0.0000000001
0.123456789 0.1234567891 123456789.123456789 123456789.1234567891 999999999999999999 9999999999999999999 9223372036854775807
9223372036854775808 -9223372036854775808 -9223372036854775809 1k 1.5k 1000k 0.5k 0.0005k 1M 1G 1T 1P 1E 10E 100E 1000E 10000E 1000000E
9E 9.3E 92E 0.1E 0.0000000000000000001E 1Ki 8Ki 1024Ki 0.5Ki 1.5Ki 100Ki 1.Ki +5Ki 007Ki 0Ki -0Ki 1Mi 8Mi 1024Mi 1.5Gi 0.5Gi 0.1Gi 0.001Ki
0.0001Ki 0.9Ki 1000Ki 1023Ki 1025Ki 16Gi 1Ti 5Ti 1000Ti 1Pi +5Pi 1Ei 7Ei 8Ei 9Ei 100Ei 0.3Ei 7.99999Ei -1Ei -9Ei -100Ei -1Ki -0.5Ki
-1.5Gi 1e0 1e3 1E3 1e+3 1e-3 1e-9 1e-10 1.5e3 1.5e-3 10e1 10e2 100e0 1000e0 12e6 1e1 1e2 123e-3 1e18 1e19 1e21 1e30 1e100 0e5 0e-20 -0e-20
1e-1000 5e-12 -5e-12 1e1000 1234567890123456789012345e-3 1E 1e 1e+ 1e- 1ee3 1Ee3 1e3e 1e3k 1ke3 1K 1ki 1KI 1mi 1Mi1 1m5 1m+ 1- 1+ 1-3 5+3
- + . -. +. m Ki E e e5 e-20 -e-20 +e-20 .e-20 .Ki .5Ki .m -m +Ki 1.2.3 1..2 1,5 0x10 1_000 1h 5% NaN Inf infinity null true nvidia.com/gpu
1µ 1０ --1 +-1 ++1 1i 1n1 1nn 1MM 12Kii 500M 2G 200m 0.25 80 1e308 179e306 3.14159 2.71828m 1.0001m 999.9999m 0.99999999999 123456.789k`.split(
    /\s+/,
  );
PICKED.push(
  '1.0Ki',
  '-1.0Ki',
  '1023.0Ki',
  '0.999Ki',
  '',
  ' ',
  ' 1',
  '1 ',
  '\t2Gi\n',
  '1 Gi',
  '1\n2',
  '1'.repeat(17),
  '1'.repeat(18),
  '1'.repeat(19),
  '1'.repeat(40),
  '9'.repeat(300),
);

let state = 20261121;
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};
const pick = (list) => list[random(list.length)];
const digits = (most) =>
  Array.from({ length: random(most + 1) }, () => (random(3) === 0 ? '0' : String(random(10)))).join('');
const SUFFIXES = [
  '',
  '',
  '',
  'n',
  'u',
  'm',
  'k',
  'M',
  'G',
  'T',
  'P',
  'E',
  'Ki',
  'Mi',
  'Gi',
  'Ti',
  'Pi',
  'Ei',
  'e3',
  'E-3',
  'e+6',
  'e-9',
  'e1',
  'e20',
];
const wellFormed = () =>
  `${pick(['', '', '', '+', '-'])}${digits(20)}${random(2) === 0 ? `.${digits(14)}` : ''}${pick(SUFFIXES)}`;
const disturbed = () => Array.from({ length: 1 + random(7) }, () => pick([...'0123456789.+-eEinumkKMGTPi '])).join('');

const inputs = [...PICKED];
for (let count = 0; count < 1500; count++) inputs.push(wellFormed());
for (let count = 0; count < 500; count++) inputs.push(disturbed());
process.stdout.write(JSON.stringify([...new Set(inputs)]));
