/** Loaded before a program: when it ends, the last line of stderr names the packages and the rooms of ours that it loaded. */
process.on('exit', () => {
  const paths = Object.keys(require.cache).map((path) => path.replaceAll('\\', '/'));
  const packages = new Set();
  const rooms = new Set();
  for (const path of paths) {
    const inPackage = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path);
    if (inPackage) packages.add(inPackage[1]);
    else rooms.add(/\/lib\/(adapter\/rules|[^/.]+)/.exec(path)?.[1] ?? path);
  }
  rooms.delete(__filename.replaceAll('\\', '/'));
  process.stderr.write(`\n${JSON.stringify({ packages: [...packages].sort(), rooms: [...rooms].sort() })}\n`);
});
