import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseScenario, readScenario, rewriteScenario, runScenario } from './scenario';

const FOLDER = join(__dirname, '..', 'scenarios');
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.scenario'))
  .sort();

/** `UPDATE_SCENARIOS=1 npx jest --selectProjects product -t scenarios` writes what the command gives; review the diff. */
const update = process.env.UPDATE_SCENARIOS === '1';

describe('scenarios of the command, with the network closed', () => {
  it.each(files)('%s', (file) => {
    const path = join(FOLDER, file);
    const text = readScenario(path);
    const scenario = parseScenario(text);
    const outcome = runScenario(scenario);
    if (update) writeFileSync(path, rewriteScenario(text, outcome));
    else expect(outcome).toEqual(scenario.expected);
  });
});
