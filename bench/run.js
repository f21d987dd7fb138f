const { readdirSync } = require('node:fs');
const { join } = require('node:path');

/** Runs every benchmark of this folder, or those named on the command line: `npm run bench -- synth snapshot`. */
async function main() {
  const names = readdirSync(__dirname)
    .filter((file) => file.endsWith('.js') && file !== 'run.js')
    .map((file) => file.replace(/\.js$/, ''));
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`no benchmark "${unknown[0]}"; there are: ${names.join(', ')}`);
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}`);
  for (const name of wanted.length > 0 ? wanted : names) {
    console.log(`\n${name}`);
    await require(join(__dirname, name)).run((line) => console.log(`  ${line}`));
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
