import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { typeCheck } from './type-check';

const golden = join(__dirname, 'misuse.messages.txt');

/**
 * `misuse.ts` compiles because each misuse is expected. Without the expectations, these are the messages that an author
 * reads; a TypeScript upgrade that worsens one shows here. To accept new ones: UPDATE_GOLDEN=1 npx jest misuse.
 */
describe('what the compiler says about misuse', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'foresail-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is what the golden file says', () => {
    const source = readFileSync(join(__dirname, 'misuse.ts'), 'utf8').replaceAll('// @ts-expect-error', '//');
    writeFileSync(join(folder, 'misuse.ts'), source);
    const messages = typeCheck(folder, ['misuse.ts']);
    if (process.env.UPDATE_GOLDEN) writeFileSync(golden, messages);
    expect(messages).toBe(readFileSync(golden, 'utf8'));
  }, 60_000);
});
