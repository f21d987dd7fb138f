const swc = [
  '@swc/jest',
  { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' }, sourceMaps: 'inline' },
];

const base = {
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': swc },
  modulePathIgnorePatterns: ['<rootDir>/lib', '<rootDir>/build'],
};

/** `source` runs on src; `product` builds first and runs what users run: the command, the plugin, the package. */
module.exports = {
  // One worker fewer than cores would leave a machine with two of them half idle.
  maxWorkers: '100%',
  projects: [
    {
      ...base,
      displayName: 'source',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/test/product/'],
      moduleNameMapper: {
        '^(\\.{1,2}/.*)\\.js$': '$1',
        '^foresail$': '<rootDir>/src/index.ts',
        '^foresail/(.*)$': '<rootDir>/src/$1',
      },
    },
    {
      ...base,
      displayName: 'product',
      testMatch: ['<rootDir>/test/product/**/*.test.ts'],
      globalSetup: '<rootDir>/test/product/build.js',
    },
  ],
};
