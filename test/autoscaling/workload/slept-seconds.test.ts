import { sleptSeconds } from '../../../src/autoscaling/workload/slept-seconds';

it.each<[string, number, boolean]>([
  ['sleep 30', 30, true],
  ['/bin/sleep 30s;', 30, true],
  ['sleep 2m', 120, true],
  ['sleep 40.5', 40.5, true],
  ['sleep 1m 30', 90, true],
  ['sleep infinity', Number.POSITIVE_INFINITY, true],
  ['exec sleep 5', 5, true],
  ['sleep 10 && sleep 5', 15, true],
  ['sleep 40; nginx -s quit', 40, false],
  ['nginx -s quit; sleep 20', 20, false],
  ['sleep 40 & wait', 0, false],
  ['sleep 5; if [ -f /x ]; then sleep 60; fi', 5, false],
  ['exit 0; sleep 60', 0, false],
  ['sleep $DELAY', 0, false],
  ['/drain.sh', 0, false],
  ['', 0, false],
  ['sleep 0', 0, false],
])('%j sleeps %d s', (script, seconds, isAll) => {
  expect(sleptSeconds(script)).toEqual({ seconds, isAll });
});
