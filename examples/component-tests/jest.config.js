export default {
  testEnvironment: 'jest-fixed-jsdom',
  testTimeout: 30_000,
  setupFiles: ['<rootDir>/jest.crypto.js'],
  transform: {
    '\\.[jt]sx?$': ['@swc/jest', { jsc: { transform: { react: { runtime: 'automatic' } } } }],
  },
  transformIgnorePatterns: ['/node_modules/(?!(\\.pnpm|react-adobe-pass)/)'],
  moduleNameMapper: { '^vitest$': '<rootDir>/vitestForJest.js' },
}
