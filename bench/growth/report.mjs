// The figures as Markdown and as log-log charts.
import { writeFileSync } from 'node:fs'
import { drawChart } from '../charts.mjs'

/** A steeper slope is worse than linear, and a bug. */
const LIMIT = 1.1

const COLOURS = [
  '#1f77b4',
  '#d62728',
  '#2ca02c',
  '#9467bd',
  '#8c564b',
  '#e377c2',
  '#7f7f7f',
  '#bcbd22',
  '#17becf',
]
const count = (n) => n.toLocaleString('en')

/** The verdict on a slope. If the floor of the figure is just as steep, this package is not why. */
function verdictOf(one, { series }, [ok, bad]) {
  const slopes = ['slope', 'last']
  if (slopes.every((key) => one[key] === null || one[key] <= LIMIT)) return ok
  if (one.foreign) return 'steep, not ours'
  const floor = series.find(({ isFloor }) => isFloor)
  const isFloors = floor && slopes.every((key) => one[key] - floor[key] <= LIMIT - 1)
  return isFloors ? 'steep, as the floor is' : bad
}

/** The lines that the command prints, one for each series. */
export const summaryOf = (figures) =>
  figures.flatMap((figure) => [
    ['', figure.title, '', ''],
    ...figure.series.map((one) => {
      const { unit, per } = figure
      const { n, median, each } = one.points.at(-1)
      return [
        one.title,
        `${count(median)} ${unit} at ${count(n)}, ${count(each)} a ${per}`,
        `${one.slope ?? ''}`,
        `${one.last ?? ''}`,
        verdictOf(one, figure, ['ok', 'WORSE THAN LINEAR']),
      ]
    }),
  ])

/** What a reader wants to know first, in the figures of this run. */
function answersOf(figures, checks) {
  const last = (name, title) =>
    figures
      .find((figure) => figure.name === name)
      .series.find((one) => one.title === title)
      .points.at(-1)
  const seconds = ({ median }) => `${(median / 1_000).toFixed(1)} s`
  const ready = last('consumers-ready', 'usePassQuery, one key')
  const alone = last('consumers-ready', 'useQuery alone, one key')
  const tabs = last('tabs', 'with Web Locks')
  const idle = last('tabs', 'tabs that do nothing')
  const token = last('renewal', 'usePassToken: each renders once')
  const query = last('renewal', 'usePassQuery: none renders')
  const calls = last('calls', 'queue, a signal each')
  const heap = last('calls-heap', 'waiting, a signal each')
  const latency = last('calls-latency', 'reset() and getToken()')
  const asked = checks.filter(({ what }) => /registrations|token requests/.test(what))
  const most = Math.max(...asked.flatMap(({ values }) => values))
  const n = count(ready.n)
  return [
    'In short, on the machine below:',
    '',
    `- **Registrations and tokens**: at most ${most} of each, however many components and tabs there are; counted up to ${n} components and ${tabs.n} tabs.`,
    `- **Components**: ${n} with \`usePassQuery\` and one key are ready after ${seconds(ready)}; with \`useQuery\` alone, without this package, after ${seconds(alone)}.`,
    `- **A renewal** of the token renders only what uses \`usePassToken\`, once: ${Math.round(token.median)} ms for ${count(token.n)} of them, and ${Math.round(query.median)} ms for as many with \`usePassQuery\`, of which none renders.`,
    `- **Tabs**: ${tabs.n} that open cold at the same moment are ready after ${seconds(tabs)}; as many that do nothing need ${seconds(idle)}.`,
    `- **Queued calls** cost ${Math.round(calls.each * 1_000)} µs and ${(heap.each / 1_000).toFixed(1)} kB each while they wait, with ${count(calls.n)} of them. A new registration and token overtake them, and take ${Math.round(latency.median)} ms.`,
    `- **Slopes**: ${slopesOf(figures)}`,
    '',
  ]
}

function slopesOf(figures) {
  const steep = figures.flatMap((figure) =>
    figure.series
      .filter((one) => verdictOf(one, figure, ['', 'bad']) === 'bad')
      .map((one) => `${figure.title}, ${one.title}`),
  )
  if (steep.length > 0) return `worse than linear: ${steep.join('; ')}.`
  return 'nothing of this package is worse than linear.'
}

/** Writes the tables. */
export function writeTables(file, { at, chromium, node, cores, figures, checks }) {
  const lines = [
    '# How cost grows',
    '',
    ...answersOf(figures, checks),
    `Written by \`npm run bench:growth\` at ${at}: Chromium ${chromium}, Node ${node}, ${cores} cores. Headless, a production build, the emulator over HTTP with CORS; every measurement on a first visit. CPU is by the main thread's own clock, which stands still while others have the processor. The components stand in a tree, for React walks all children of a parent for each of them that renders by itself: a flat list would measure that.`,
    '',
    `A slope is that of the medians in log-log space, by least squares: 1 is linear. It is fitted from the n given in each heading on, and once more over the last decade, where no constant hides what grows. More than ${LIMIT} is worse than linear. Tabs that do nothing are the floor of the others: what is as steep as they are, to within ${(LIMIT - 1).toFixed(1)}, is marked so, for that is the machine. \`useQuery\` without the package is there to tell what is TanStack Query's.`,
    '',
    '## What never varies',
    '',
    '| what | n | value |',
    '|---|---|---|',
    ...checks.map(({ what, sizes, values }) => {
      const shown = values.length === 1 ? values[0] : `${values.join(', ')}`
      return `| ${what} | ${sizes.map(count).join(', ')} | ${shown} |`
    }),
    '',
  ]
  for (const figure of figures) {
    const { name, title, unit, per, from, note, series, chart } = figure
    lines.push(`## ${title}`, '', `${note} In ${unit}; slope from ${from} on.`, '')
    if (chart !== false) lines.push(`![${title}](growth-${name}.svg)`, '')
    lines.push('| series | slope | last decade | |', '|---|---|---|---|')
    for (const one of series) {
      const verdict = verdictOf(one, figure, ['', 'worse than linear'])
      lines.push(`| ${one.title} | ${one.slope ?? ''} | ${one.last ?? ''} | ${verdict} |`)
    }
    lines.push('', `| series | n | median | quartiles | a ${per} |`, '|---|---|---|---|---|')
    for (const { title: of, points } of series) {
      for (const { n, median, lower, upper, each } of points) {
        lines.push(
          `| ${of} | ${count(n)} | ${count(median)} | ${count(lower)} to ${count(upper)} | ${each} |`,
        )
      }
    }
    lines.push('')
  }
  writeFileSync(file, `${lines.join('\n').trimEnd()}\n`)
}

/** Draws one figure, with a thin dashed line that is linear. */
export function drawFigure(file, { title, unit, per, series }) {
  const shown = series.map(({ points }) =>
    points.filter(({ median }) => median > 0).map(({ n, median }) => [n, median]),
  )
  const all = shown.flat()
  const [low, high] = [Math.min, Math.max].map((of) => of(...all.map(([, y]) => y)))
  const floor = 10 ** Math.floor(Math.log10(low))
  const ceiling = 10 ** Math.ceil(Math.log10(high))
  const most = Math.max(...all.map(([n]) => n))
  // Through the highest end, so that any steeper series crosses it.
  const end = Math.max(...shown.map((points) => points.at(-1)?.[1] ?? 0))
  const first = Math.max(1, (most * floor) / end)
  const axis = { type: 'log', minorTick: { show: true }, minorSplitLine: { show: false } }
  drawChart(file, {
    title: { text: title, left: 16, top: 12, textStyle: { fontSize: 16 } },
    legend: { left: 16, top: 40, itemGap: 14, textStyle: { fontSize: 12 }, width: 860 },
    grid: { left: 76, right: 40, top: 106, bottom: 56 },
    color: COLOURS,
    xAxis: {
      ...axis,
      name: `${per}s`,
      nameLocation: 'middle',
      nameGap: 32,
      max: most,
      axisLabel: { formatter: count },
    },
    yAxis: {
      ...axis,
      name: unit,
      nameLocation: 'middle',
      nameGap: 52,
      nameRotate: 90,
      min: floor,
      max: ceiling,
      axisLabel: { formatter: (value) => count(value) },
    },
    series: [
      ...series.map(({ title: name, foreign }, i) => ({
        type: 'line',
        name,
        data: shown[i],
        symbol: foreign ? 'emptyCircle' : 'circle',
        symbolSize: 5,
        lineStyle: { width: foreign ? 1.5 : 2, ...(foreign && { type: 'dotted' }) },
      })),
      {
        type: 'line',
        name: 'linear',
        data: [
          [first, (end * first) / most],
          [most, end],
        ],
        symbol: 'none',
        color: '#555',
        lineStyle: { width: 1, type: 'dashed' },
      },
    ],
  })
}
