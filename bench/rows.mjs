// The rows of the table and the chart, in order.

/**
 * `of` reads a figure of one library: a number, `{ median, lower, upper }`, or null. The figures
 * are divided by `from`. `limit` is our goal, in the unit shown or beside another library, and `scale`
 * the scale in the chart.
 */
export const rows = [
  {
    key: 'size',
    title: 'What an app adds',
    detail: 'min+gzip, without React, React DOM and TanStack Query',
    unit: 'kB',
    from: 1_000,
    limit: 25.5,
    scale: 'linear',
  },
  {
    key: 'requests1000',
    title: 'Token requests, 1,000 consumers',
    detail: 'one tab, expired token in storage',
    limit: 1,
    scale: 'log',
  },
  {
    key: 'requests5Tabs',
    title: 'Token requests, 5 tabs with 100 consumers each',
    detail: 'all at once, expired token in storage',
    limit: 1,
    scale: 'log',
  },
  {
    key: 'coldStart',
    title: 'Mount to 1,000 consumers with a token',
    detail: 'page new, token expired, 50 ms server',
    unit: 'ms',
    limit: '1.2 × react-query',
    scale: 'log',
  },
  {
    key: 'coldStartSettled',
    title: 'The same, to the answer of the last token request',
    detail: 'first round only',
    unit: 'ms',
  },
  {
    key: 'coldCalls',
    title: '1,000 calls for a token at once',
    detail: 'page open, token expired, 50 ms server',
    unit: 'ms',
    limit: '1.2 × react-query',
    scale: 'log',
  },
  {
    key: 'warmStart',
    title: 'Mount to first authorized call',
    detail: 'reload with a good token in storage',
    unit: 'ms',
    limit: '1.25 × floor',
    scale: 'linear',
  },
  {
    key: 'warmStartFromNavigation',
    title: 'The same, from the reload on',
    detail: 'with loading and running the scripts',
    unit: 'ms',
  },
  {
    key: 'warmStartNewTab',
    title: 'Mount to first authorized call, in a new tab',
    detail: 'a new process, with scripts to compile',
    unit: 'ms',
    limit: '1.25 × floor',
  },
  {
    key: 'cachedToken',
    title: 'Asking for a token that is there',
    detail: 'one call, awaited',
    unit: 'µs',
    limit: 1,
    scale: 'log',
  },
  {
    key: 'renders',
    title: 'Renderings per consumer at a renewal',
    detail: '100 consumers that have their token',
    limit: 0,
    scale: 'linear',
  },
  {
    key: 'heapMounted',
    title: 'Heap of 1,000 mounted consumers',
    detail: 'after garbage collection, React included',
    unit: 'kB',
    from: 1_000,
    scale: 'linear',
  },
  {
    key: 'heapGrowth',
    title: 'Heap left by each 1,000 after unmounting',
    detail: 'twelve lots, after twelve others',
    unit: 'kB',
    from: 1_000,
  },
]

/** The rows of `npm run bench:visit`, in ms. */
export const visitRows = [{ key: 'firstVisit' }, { key: 'firstVisitLinked' }]

/** The figure of a row for one library, in the unit shown: `{ median, lower, upper }`, or null. */
export function figure({ key, from = 1 }, library) {
  const value = library[key] ?? null
  if (value === null) return null
  const { median, lower, upper } = typeof value === 'number' ? all(value) : value
  return { median: median / from, lower: lower / from, upper: upper / from }
}

/** Formats with three significant digits, without an exponent. */
export function digits(value) {
  const size = Math.abs(value)
  if (size >= 100) return Math.round(value).toLocaleString('en')
  return String(Number(value.toFixed(size >= 10 ? 1 : 2)))
}

function all(value) {
  return { median: value, lower: value, upper: value }
}
