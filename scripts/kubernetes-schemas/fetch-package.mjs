import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Unpacks one release of an npm package below `scratch` and returns its folder. Does not install it or run its scripts. */
export function fetchPackage(scratch, name, version) {
  const folder = join(scratch, `${name.replace(/^@/, '').replace('/', '-')}-${version}`);
  const unpacked = join(folder, 'package');
  if (existsSync(unpacked)) return unpacked;
  mkdirSync(folder, { recursive: true });
  const options = { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
  const packed = execFileSync('npm', ['pack', '--json', `${name}@${version}`], options);
  execFileSync('tar', ['-xzf', JSON.parse(packed)[0].filename], options);
  return unpacked;
}
