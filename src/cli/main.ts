#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultText } from '../source/fault-text';
import { ExitCode } from './exit-code';
import { internalFaultText } from './internal-fault-text';

const version: string = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')).version;

// A reader such as `head` may close the pipe early: that is no fault, and the exit code still says what was found.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') reportFault(error);
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

function reportFault(fault: unknown): void {
  process.stderr.write(internalFaultText(faultText(fault), version));
  if (process.env.FORESAIL_DEBUG && fault instanceof Error) process.stderr.write(`${fault.stack}\n`);
  process.exitCode = ExitCode.internal;
}
