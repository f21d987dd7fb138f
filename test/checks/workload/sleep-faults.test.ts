import { faultsOf, judgeObjects, kubernetes } from '../sample';
import { server } from '../serving';

const ID = 'workload/admission';
const HOOK = '/spec/template/spec/containers/0/lifecycle';
const sleeping = (seconds: number, hook = 'preStop', pod = {}) =>
  server({ lifecycle: { [hook]: { sleep: { seconds } } } }, pod);

it.each<[string, object, string, string]>([
  [
    'a hook that sleeps beyond the default',
    sleeping(40),
    '1.33',
    `${HOOK}/preStop/sleep/seconds the sleep of a hook is 40 s, and must be from 0 to terminationGracePeriodSeconds, 30`,
  ],
  [
    'a hook that sleeps beyond what is written',
    sleeping(61, 'postStart', { terminationGracePeriodSeconds: 60 }),
    '1.32',
    `${HOOK}/postStart/sleep/seconds the sleep of a hook is 61 s, and must be from 1 to terminationGracePeriodSeconds, 60`,
  ],
  [
    'a sleep of nothing, before it was allowed',
    sleeping(0),
    '1.32',
    `${HOOK}/preStop/sleep/seconds the sleep of a hook is 0 s, and must be from 1 to terminationGracePeriodSeconds, 30`,
  ],
])('workload/admission finds %s', (_, object, minor, fault) => {
  expect(faultsOf(judgeObjects([object], kubernetes(minor)), ID)).toEqual([`error ${fault}`]);
});

it.each<[string, object, string]>([
  ['a sleep as long as the grace period', sleeping(30), '1.33'],
  ['a sleep of nothing, where it is allowed', sleeping(0), '1.33'],
])('workload/admission passes %s', (_, object, minor) => {
  expect(faultsOf(judgeObjects([object], kubernetes(minor)), ID)).toEqual([]);
});
