import { expandTemplate } from '../../src/series/expand-template';
import { compileRe2 } from '../../src/series/re2';

const re2 = compileRe2('^(?P<base>.*)_(total)(x)?$');
const match = re2.kind === 'compiled' ? re2.find('http_requests_total') : undefined;

describe('expandTemplate', () => {
  it.each([
    ['$1', 'http_requests'],
    ['${1}_per_second', 'http_requests_per_second'],
    ['$1_per_second', ''],
    ['$1x', ''],
    ['$1-x', 'http_requests-x'],
    ['${base}', 'http_requests'],
    ['$base', 'http_requests'],
    ['$2$1', 'totalhttp_requests'],
    ['$3', ''],
    ['$9', ''],
    ['$01', ''],
    ['$0', 'http_requests_total'],
    ['$$1', '$1'],
    ['$$$1', '$http_requests'],
    ['$', '$'],
    ['a$', 'a$'],
    ['$-', '$-'],
    ['${1', '${1'],
    ['${}', '${}'],
    ['${1-}', '${1-}'],
    ['$é', ''],
    ['$99999999999', ''],
    ['plain', 'plain'],
    ['', ''],
  ])('expands %s to %j as Go does', (template, expected) => {
    expect(expandTemplate(template, match!)).toBe(expected);
  });
});
