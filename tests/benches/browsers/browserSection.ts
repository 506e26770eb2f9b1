import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { measureEntry } from '../../../client/scripts/measureEntry.mjs'
import { buildClient, root } from '../../../relay/bin/buildClient.mjs'
import { findBrowser } from '../../findBrowser.mjs'
import type { BenchSize } from '../benchSize.ts'
import { sayCount, sayNumber } from '../report/sayNumber.ts'
import type { Section, Verdict } from '../report/section.ts'
import { quantileOf, readFigures, type Figures } from './figures.ts'

/** A browser that has not done by then is ended: what it measured until then is told. */
const patienceMs = 300_000
/** Then it has this long to close its browser and its relay. */
const closingMs = 10_000

/** What people wait for, in real Chromium: two of them, each in a context of their own, on one machine with their relay. */
export const browserSection = async (size: BenchSize): Promise<Section> => {
  buildClient()
  const { totalKb } = measureEntry()
  const folder = await mkdtemp(join(tmpdir(), 'sarangbang-bench-'))
  try {
    const asked = { folder, messages: size.screenMessages, times: size.screenRounds, month: size.browserMonth }
    const temporary = join(folder, 'temporary')
    await mkdir(temporary)
    const failure = await runBrowser(JSON.stringify(asked), temporary)
    return report(await readFigures(folder), size, totalKb, failure)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Playwright in a process group of its own, so that it goes with everything it started. @returns what went wrong, if anything did */
const runBrowser = (asked: string, temporary: string): Promise<string | null> =>
  new Promise(resolve => {
    const browser = findBrowser({ installIfMissing: true })
    const cli = join(root, 'node_modules/@playwright/test/cli.js')
    const config = fileURLToPath(new URL('./playwright.config.ts', import.meta.url))
    const child = spawn(process.execPath, [cli, 'test', '--config', config], {
      cwd: join(root, 'tests'),
      env: { ...process.env, CHROMIUM: browser, BENCH_BROWSER: asked, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    })
    let said = ''
    child.stdout.on('data', (text: Buffer) => (said += text.toString()))
    const end = (signal: 'SIGINT' | 'SIGKILL') => child.pid !== undefined && process.kill(-child.pid, signal)
    const endAtOnce = () => end('SIGKILL')
    process.once('exit', endAtOnce)
    let isLate = false
    const asking = setTimeout(() => {
      isLate = true
      end('SIGINT')
    }, patienceMs)
    const ending = setTimeout(endAtOnce, patienceMs + closingMs)
    child.on('exit', code => {
      clearTimeout(asking)
      clearTimeout(ending)
      process.off('exit', endAtOnce)
      if (code !== 0) console.error(said)
      const why = isLate ? `it was ended after ${patienceMs / 1000} s` : `Playwright ended with ${code}`
      resolve(code === 0 && !isLate ? null : why)
    })
  })

const rows: readonly (readonly [string, string])[] = [
  ['key press to the other screen, WebRTC', 'webrtc'],
  ['key press to the other screen, relay', 'relay'],
  ['the same on a bare page: the text as it is, over a data channel', 'bare webrtc'],
  ['main thread from key press to own screen, a month loaded', 'own screen'],
  ['the same on a bare page', 'bare own'],
  ['start of the installed app to the chats list, online', 'start online'],
  ['start of the installed app to the chats list, offline', 'start offline'],
  ['click on a room of a month to its newest message, online', 'open month'],
  ['click on a room of a month to its newest message, offline', 'open month offline'],
]

/** Read off marks and traces of the built app on two busy cores, before the order of decision 22; to be measured again with it. */
const toOtherScreen = [
  'Two pages, their browser and the relay share two cores. Of 79 ms by WebRTC the journal’s strict commit was heard after 31',
  '(the sender’s own frame came at 27), the message was in the other page at 39, folded at 49 and painted at 79.',
].join(' ')
const toOwnScreen = [
  'Of 22.7 ms from key press to paint 15.7 were scripts, 2.9 layout, 1.7 style, 2.8 painting;',
  'decision 22 changed its processor time by little (three turns against the build before: 1.08, 0.96, 0.87).',
].join(' ')

const report = (figures: Figures, size: BenchSize, totalKb: number, failure: string | null): Section => {
  const verdict = (what: string, name: string, share: number, target: number, whenMissed: string): Verdict => ({
    what,
    target,
    reached: quantileOf(figures, name, share),
    unit: 'ms',
    whenMissed,
  })
  const bare = (name: string, share: number) =>
    `A bare page, the text as it is, takes ${sayNumber(quantileOf(figures, name, share))} ms here.`
  const month = sayCount(size.browserMonth)
  const failures = [...figures].flatMap(([name, figure]) =>
    'failure' in figure ? [`**Not measured, ${name}**: ${figure.failure}.`] : [],
  )
  return {
    title: 'In Chromium',
    about: [
      'Two people in two contexts of one headless Chromium, with a relay of their own on the same machine. From the moment the browser hears',
      'of the key until the frame is painted, drawing included; frames come every 16.7 ms.',
      `A month is ${month} messages. The chats list is painted when a row stands in it; a room when its newest message does.`,
      `The clocks of the two pages differ by at most ${sayNumber(quantileOf(figures, 'skew', 0.5))} ms.`,
      ...(failure === null ? [] : [`**The browser did not come to its end**: ${failure}.`]),
      ...failures,
    ],
    tables: [
      {
        head: ['what', 'p50, ms (absolute)', 'p95, ms (absolute)', 'p99, ms (absolute)'],
        rows: rows.map(([what, name]) => [
          what,
          ...[0.5, 0.95, 0.99].map(share => sayNumber(quantileOf(figures, name, share))),
        ]),
      },
      { head: ['what', 'kB'], rows: [['JavaScript before the chats list, gzip', sayNumber(totalKb)]] },
    ],
    verdicts: [
      verdict(
        'Key press to the other screen by WebRTC, p50',
        'webrtc',
        0.5,
        25,
        `${bare('bare webrtc', 0.5)} ${toOtherScreen}`,
      ),
      verdict(
        'Key press to the other screen by the relay, p50',
        'relay',
        0.5,
        40,
        `${bare('bare webrtc', 0.5)} ${toOtherScreen}`,
      ),
      verdict(
        `Key press to own screen on the main thread, ${month} messages loaded, p95`,
        'own screen',
        0.95,
        16,
        `${bare('bare own', 0.95)} ${toOwnScreen}`,
      ),
      { what: 'JavaScript before the chats list, gzip', target: 120, reached: totalKb, unit: 'kB' },
    ],
  }
}
