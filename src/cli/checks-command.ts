import type { CommandDefinition } from './command-definition';
import { ExitCode } from './exit-code';

/** `foresail checks`: the list of the checks, or the page of one. */
export const checksCommand: CommandDefinition = (program, terminal, done) => {
  program
    .command('checks')
    .description('list the checks, or print the page of one')
    .argument('[id]', 'a check, such as hpa/target-type-mismatch')
    .action(async (id: string | undefined) => {
      const { checkList, checkPage } = await import('./check-pages.js');
      terminal.out(id === undefined ? checkList() : checkPage(id));
      done(ExitCode.clean);
    });
};
