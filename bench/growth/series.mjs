// How measurements become series: from which samples, and what is subtracted.

const HOOKS = {
  usePassToken: 'usePassToken',
  usePassQuery: 'usePassQuery, one key',
  usePassQueryEach: 'usePassQuery, a key each',
  useQuery: 'useQuery alone, one key',
  useQueryEach: 'useQuery alone, a key each',
}

/** One series for each hook. `less` is the same for components that do nothing, to subtract. */
const hooks = (what) =>
  Object.entries(HOOKS).map(([kind, title]) => ({
    title,
    of: what.replace('*', kind),
    less: what.replace('*', 'nothing'),
    foreign: kind.startsWith('useQuery'),
  }))

const tabs = (what) => [
  { title: 'with Web Locks', of: `tabs, with Web Locks: ${what}` },
  { title: 'without', of: `tabs, without Web Locks: ${what}` },
]

const idleTabs = (what) => ({
  title: 'tabs that do nothing',
  of: `tabs, do nothing: ${what}`,
  foreign: true,
  isFloor: true,
})

/** The ms below which a difference to the cost of measuring is noise. */
const NOISE = 3

const CALLS = [
  ['queue, a signal each', 'fill, one signal each: task'],
  ['queue, one signal for all', 'fill, one signal for all: task'],
  ['abort, a signal each', 'abort, one signal each: task'],
  ['abort, one signal for all', 'abort, one signal for all: task'],
  ['queue, then all go', 'fill and drain: task'],
  ['go at once, no queue', 'unpaced: task'],
  ['the answers alone, no client', 'fetch alone: task'],
]

/**
 * The figures, each a table and a chart. `from` is the smallest n that the slope is fitted over;
 * `foreign` is a series of another library, for comparison; `isFloor` is a series whose cost is
 * included in all others of the figure.
 */
const figures = [
  {
    name: 'consumers-ready',
    title: 'Consumers mounted at once: until all are ready',
    unit: 'ms',
    per: 'consumer',
    from: 100,
    note: 'Wall time, less the same number of components that do nothing.',
    series: hooks('mount * wall'),
  },
  {
    name: 'consumers-cpu',
    title: 'Consumers mounted at once: the main thread',
    unit: 'ms',
    per: 'consumer',
    from: 100,
    note: 'CPU of the main thread (TaskDuration), less the same number of components that do nothing.',
    series: hooks('mount * task'),
  },
  {
    name: 'consumers-script',
    title: 'Consumers mounted at once: script alone',
    unit: 'ms',
    per: 'consumer',
    from: 100,
    note: 'CPU of the main thread in scripts (ScriptDuration), less the same number of components that do nothing.',
    series: hooks('mount * script'),
    chart: false,
  },
  {
    name: 'consumers-unmount',
    title: 'Consumers unmounted at once',
    unit: 'ms',
    per: 'consumer',
    from: 100,
    note: 'CPU of the main thread.',
    series: [
      ...hooks('unmount * task').map((series) => ({ ...series, less: undefined })),
      { title: 'nothing', of: 'unmount nothing task', foreign: true },
    ],
    chart: false,
  },
  {
    name: 'renewal',
    title: 'One renewal of the token',
    unit: 'ms',
    per: 'consumer',
    from: 100,
    note: 'CPU of the main thread for one renewal, with everything that it brings about.',
    series: [
      { title: 'usePassToken: each renders once', of: 'renewal usePassToken task' },
      { title: 'usePassQuery: none renders', of: 'renewal usePassQuery task' },
    ],
  },
  {
    name: 'tabs',
    title: 'Tabs opened cold at the same moment: until the last is ready',
    unit: 'ms',
    per: 'tab',
    from: 3,
    note: 'Wall time from the first navigation, the loading of the pages included.',
    series: [...tabs('ms'), idleTabs('ms')],
  },
  {
    name: 'tabs-script',
    title: 'Tabs opened cold at the same moment: scripts',
    unit: 'ms',
    per: 'tab',
    from: 3,
    note: 'CPU of the main threads of all tabs together in scripts (ScriptDuration), the loading of the pages included.',
    series: [...tabs('script'), idleTabs('script')],
    chart: false,
  },
  {
    name: 'tabs-storage',
    title: 'Tabs opened cold at the same moment: storage',
    unit: 'operations',
    per: 'tab',
    from: 3,
    note: 'Calls of get, put and delete of IDBObjectStore in all tabs together.',
    series: tabs('storage operations'),
  },
  {
    name: 'calls',
    title: 'Protected calls at once on one client',
    unit: 'ms',
    per: 'call',
    from: 100,
    note: 'CPU of the main thread, less what measuring costs. The calls are answered in the page.',
    series: CALLS.map(([title, of]) => ({ title, of, less: 0, foreign: of.startsWith('fetch') })),
  },
  {
    name: 'listeners',
    title: 'Listeners of the client',
    unit: 'ms',
    per: 'listener',
    from: 100,
    note: 'CPU of the main thread, less what measuring costs. No slope is told of what is below 3 ms.',
    series: [
      { title: 'subscribe', of: 'subscribe: task', less: 0 },
      { title: 'leave', of: 'unsubscribe: task', less: 0 },
    ],
    chart: false,
  },
  {
    name: 'calls-latency',
    title: 'A new registration and token while calls wait',
    unit: 'ms',
    per: 'call',
    from: 100,
    note: 'Wall time of reset() and getToken(), over HTTP, while that many calls are queued before them.',
    series: [{ title: 'reset() and getToken()', of: 'token while they wait: ms' }],
    chart: false,
  },
  {
    name: 'calls-heap',
    title: 'The heap while calls wait',
    unit: 'bytes',
    per: 'call',
    from: 100,
    note: 'Bytes in use after a garbage collection, more than before the calls. What the caller holds (promise, AbortController) is in it. Aborted calls leave their place in the queue when it next moves.',
    series: [
      ['waiting, a signal each', 'fill, one signal each: bytes'],
      ['waiting, one signal for all', 'fill, one signal for all: bytes'],
      ['aborted, a signal each', 'abort, one signal each: bytes left'],
      ['aborted, one signal for all', 'abort, one signal for all: bytes left'],
    ].map(([title, of]) => ({ title, of, less: 0 })),
    chart: false,
  },
  {
    name: 'neighbours',
    title: '1,000 queued calls while other tabs are open',
    unit: 'ms',
    per: 'tab',
    from: 2,
    note: 'CPU of the main thread of the tab that calls, by the number of tabs: each write to localStorage is told to all of them.',
    series: [{ title: 'queue, then all go', of: 'neighbours: task' }],
    chart: false,
  },
]

/** The figures with numbers: for each n the median and the quartiles, and the slope of the medians. */
export const summarize = (samples) =>
  figures.map((figure) => ({
    ...figure,
    series: figure.series.map((series) => ({ ...series, ...pointsOf(samples, figure, series) })),
  }))

function pointsOf(samples, { from }, { of, less }) {
  const measured = samples[of]
  const base = (n) => {
    if (less === undefined) return 0
    return quartiles(typeof less === 'string' ? samples[less][n] : measured[less]).median
  }
  const points = Object.keys(measured)
    .map(Number)
    .filter((n) => n > 0)
    .sort((a, b) => a - b)
    .map((n) => ({ n, ...quartiles(measured[n].map((value) => value - base(n))) }))
    .map((point) => ({ ...point, each: round(point.median / point.n) }))
  const upper = points.filter(({ n, median }) => n >= from && median > (less === 0 ? NOISE : 0))
  const most = points.at(-1).n
  return {
    points,
    slope: slope(upper),
    // Over the last decade only, where a constant no longer hides the growth.
    last: slope(upper.filter(({ n }) => n >= most / 10)),
  }
}

/** The slope of the logarithms, by least squares: 1 is linear. `null` for fewer than two points. */
function slope(points) {
  if (points.length < 2) return null
  const xs = points.map(({ n }) => Math.log(n))
  const ys = points.map(({ median }) => Math.log(median))
  const mean = (numbers) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length
  const [mx, my] = [mean(xs), mean(ys)]
  const over = xs.reduce((sum, x, i) => sum + (x - mx) * (ys[i] - my), 0)
  return round(over / xs.reduce((sum, x) => sum + (x - mx) ** 2, 0))
}

function quartiles(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  const at = (part) => {
    const place = part * (sorted.length - 1)
    const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
    return round(low + (high - low) * (place % 1))
  }
  return { median: at(0.5), lower: at(0.25), upper: at(0.75) }
}

/** Rounds to three significant digits. */
const round = (number) => Number(number.toPrecision(3))
