import { faultsOf, judgeObjects } from '../sample';
import { type Fields, server } from '../serving';

const ID = 'workload/admission';
const rolling = (rollingUpdate: object, type = 'RollingUpdate') => ({ strategy: { type, rollingUpdate } });
const UPDATE = '/spec/strategy/rollingUpdate';

it.each<[string, Fields, string]>([
  [
    'a rollout that may not move',
    rolling({ maxSurge: 0, maxUnavailable: 0 }),
    `${UPDATE}/maxUnavailable maxSurge and maxUnavailable are both 0, so that no pod could ever be replaced`,
  ],
  [
    'the same in percent',
    rolling({ maxSurge: '0%', maxUnavailable: 0 }),
    `${UPDATE}/maxUnavailable maxSurge and maxUnavailable are both 0, so that no pod could ever be replaced`,
  ],
  [
    'more pods that may be missing than there are',
    rolling({ maxUnavailable: '200%' }),
    `${UPDATE}/maxUnavailable maxUnavailable is "200%"`,
  ],
  ['a negative number', rolling({ maxSurge: -1 }), `${UPDATE}/maxSurge maxSurge is -1`],
  [
    'numbers of another strategy',
    rolling({ maxSurge: 1 }, 'Recreate'),
    `${UPDATE} rollingUpdate stands beside type: Recreate, which has no use for it`,
  ],
  [
    'a deadline that a pod cannot keep',
    { progressDeadlineSeconds: 60, minReadySeconds: 60 },
    '/spec/progressDeadlineSeconds progressDeadlineSeconds is 60, and must be greater than minReadySeconds, 60',
  ],
  [
    'a default that a pod cannot keep',
    { minReadySeconds: 900 },
    '/spec/minReadySeconds progressDeadlineSeconds is 600 by default, and must be greater than minReadySeconds, 900',
  ],
  ['a negative wait', { minReadySeconds: -1 }, '/spec/minReadySeconds minReadySeconds is -1'],
])('workload/admission finds %s', (_, spec, fault) => {
  expect(faultsOf(judgeObjects([server({}, {}, spec)]), ID)).toEqual([`error ${fault}`]);
});

it.each<[string, Fields]>([
  ['one pod more at a time', rolling({ maxSurge: 1, maxUnavailable: 0 })],
  ['the default of one number', rolling({ maxUnavailable: 0 })],
  ['a number above a hundred, which is no percentage', rolling({ maxUnavailable: 200 })],
  ['any surge', rolling({ maxSurge: '300%' })],
  ['a percentage that rounds down to no pod', rolling({ maxSurge: 0, maxUnavailable: '1%' })],
  ['Recreate with nothing else', { strategy: { type: 'Recreate', rollingUpdate: null } }],
  ['a deadline beyond the wait', { progressDeadlineSeconds: 61, minReadySeconds: 60 }],
])('workload/admission passes %s', (_, spec) => {
  expect(faultsOf(judgeObjects([server({}, {}, spec)]), ID)).toEqual([]);
});
