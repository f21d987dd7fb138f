import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const repository = resolve(__dirname, '..', '..');
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
    const messages = compile(
      readFileSync(join(__dirname, 'misuse.ts'), 'utf8').replaceAll('// @ts-expect-error', '//'),
    );
    if (process.env.UPDATE_GOLDEN) writeFileSync(golden, messages);
    expect(messages).toBe(readFileSync(golden, 'utf8'));
  }, 60_000);

  /** The compiler's output, with nothing changed but the path of the file. */
  function compile(source: string): string {
    writeFileSync(join(folder, 'misuse.ts'), source);
    const options = {
      noEmit: true,
      rootDir: '/',
      types: ['node'],
      typeRoots: [join(repository, 'node_modules', '@types')],
      paths: { foresail: [join(repository, 'src', 'index.ts')] },
    };
    const config = { extends: join(repository, 'tsconfig.json'), compilerOptions: options, files: ['misuse.ts'] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(repository, 'node_modules', 'typescript', 'bin', 'tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
      cwd: folder,
      encoding: 'utf8',
    });
    return stdout;
  }
});
