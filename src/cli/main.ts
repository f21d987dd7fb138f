#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode } from './exit-code';

const version: string = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')).version;

// A reader such as `head` may close the pipe early: that is no fault, and the exit code still says what was found.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') void reportFault(error);
});

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  // Asked by scripts and editors at every start: it must not cost the load of a parser.
  process.stdout.write(`${version}\n`);
} else {
  run().catch(reportFault);
}

async function run(): Promise<void> {
  const { runProgram } = await import('./program.js');
  const { processTerminal } = await import('./terminal.js');
  process.exitCode = await runProgram(args, processTerminal(), version);
}

async function reportFault(fault: unknown): Promise<void> {
  process.exitCode = ExitCode.internal;
  const { faultText } = await import('../source/fault-text.js');
  const { internalFaultText } = await import('./internal-fault-text.js');
  process.stderr.write(internalFaultText(faultText(fault), version));
  if (process.env.FORESAIL_DEBUG && fault instanceof Error) process.stderr.write(`${fault.stack}\n`);
}
