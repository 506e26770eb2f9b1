import { describe, expect, test } from 'vitest'
import { readConfiguration, settings } from './configuration.ts'

describe('[O1] configuration', () => {
  test('nothing set gives a service for this machine and its network', () => {
    expect(readConfiguration({})).toEqual({
      port: 3000,
      host: null,
      dataDir: './data',
      publicOrigins: [],
      signUp: 'open',
      logLevel: 'info',
      memoryBudgetBytes: 128 * 1024 * 1024,
      trustedProxies: 0,
      rateLimitFactor: 1,
      maxConnections: 10_000,
    })
  })

  test('every variable is read, with spaces around it', () => {
    expect(
      readConfiguration({
        PORT: '8080',
        HOST: '127.0.0.1',
        DATA_DIR: '/var/lib/sarangbang',
        PUBLIC_ORIGIN: ' https://chat.example.org , http://localhost:5173 ',
        SIGN_UP: 'closed',
        LOG_LEVEL: 'warn',
        MEMORY_BUDGET_MB: '16',
        TRUST_PROXY: '1',
        RATE_LIMIT_FACTOR: '0.5',
        MAX_CONNECTIONS: '10',
      }),
    ).toEqual({
      port: 8080,
      host: '127.0.0.1',
      dataDir: '/var/lib/sarangbang',
      publicOrigins: ['https://chat.example.org', 'http://localhost:5173'],
      signUp: 'closed',
      logLevel: 'warn',
      memoryBudgetBytes: 16 * 1024 * 1024,
      trustedProxies: 1,
      rateLimitFactor: 0.5,
      maxConnections: 10,
    })
  })

  test.each([
    ['PORT', '65536'],
    ['PORT', '3000x'],
    ['PORT', '-1'],
    ['HOST', 'localhost'],
    ['PUBLIC_ORIGIN', 'chat.example.org'],
    ['PUBLIC_ORIGIN', 'https://chat.example.org/'],
    ['PUBLIC_ORIGIN', 'https://chat.example.org/room'],
    ['PUBLIC_ORIGIN', 'ftp://chat.example.org'],
    ['PUBLIC_ORIGIN', 'https://chat.example.org,x'],
    ['SIGN_UP', 'maybe'],
    ['LOG_LEVEL', 'loud'],
    ['MEMORY_BUDGET_MB', '1'],
    ['TRUST_PROXY', 'true'],
    ['RATE_LIMIT_FACTOR', '-1'],
    ['MAX_CONNECTIONS', '1e3'],
  ])('%s=%s stops the start and is named with its value and what is allowed', (variable, value) => {
    const setting = Object.values(settings).find(setting => setting.variable === variable)
    expect(() => readConfiguration({ [variable]: value })).toThrow(
      `${variable} is "${value}"; allowed is ${setting?.allowed}.`,
    )
  })

  test('all that is wrong is named at once', () => {
    expect(() => readConfiguration({ PORT: 'x', SIGN_UP: 'y' })).toThrow(/PORT is "x".*\nSIGN_UP is "y"/)
  })
})
