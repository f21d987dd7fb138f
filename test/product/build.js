const { execSync } = require('node:child_process');
const { join } = require('node:path');

/** Builds the package once before the tests that run it, so that no test sees stale output. */
module.exports = () => {
  execSync('npm run --silent build', { cwd: join(__dirname, '..', '..'), stdio: 'inherit' });
};
