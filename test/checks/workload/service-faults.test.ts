import { faultsOf, judgeObjects } from '../sample';

const ID = 'workload/admission';
const service = (...ports: readonly object[]) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'bert' },
  spec: { ports },
});

it.each<[string, object, string]>([
  [
    'a name that is none',
    service({ port: 80, name: 'Http' }),
    '/spec/ports/0/name "Http" cannot be the name of a port',
  ],
  [
    'a target in quotes',
    service({ port: 80, targetPort: '8000' }),
    '/spec/ports/0/targetPort targetPort is "8000", which is no name of a port',
  ],
  [
    'one number twice',
    service({ port: 80, name: 'a' }, { port: 80, name: 'b', protocol: 'TCP', targetPort: 81 }),
    '/spec/ports/1/port two ports have the number 80/TCP',
  ],
])('workload/admission finds in the ports of a Service %s', (_, object, fault) => {
  expect(faultsOf(judgeObjects([object]), ID)).toEqual([`error ${fault}`]);
});

it.each<[string, object]>([
  ['one number for two protocols', service({ port: 53, name: 'a' }, { port: 53, name: 'b', protocol: 'UDP' })],
  ['a name of more than 15 characters', service({ port: 80, name: 'a-name-of-a-service-port' })],
])('workload/admission passes in the ports of a Service %s', (_, object) => {
  expect(faultsOf(judgeObjects([object]), ID)).toEqual([]);
});
