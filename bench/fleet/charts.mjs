// The charts of docs/fleet.md.
import { mkdirSync } from 'node:fs'
import { drawChart } from '../charts.mjs'

const folder = new URL('../../docs/fleet/', import.meta.url)
mkdirSync(folder, { recursive: true })

const MINUTE = 60
const HOUR = 3_600
const BEFORE = '#b45309'
const AFTER = '#1d4ed8'
const LIMIT = '#6b7280'

/** The time range of each chart in s from the start of the scenario, and the seconds per point. */
const charts = {
  'steady day, come and go': { file: 'day', first: -15.5 * HOUR, last: 8.5 * HOUR, width: 300 },
  'ten minutes of 503, always open': { file: 'outage', first: -120, last: 20 * MINUTE, width: 5 },
  'ten minutes of 503, come and go': {
    file: 'evening',
    first: -120,
    last: 20 * MINUTE,
    width: 10,
  },
  'an hour of one-minute tokens, always open': {
    file: 'lifetime',
    first: -0.5 * HOUR,
    last: 7.5 * HOUR,
    width: 60,
  },
}

/** Draws the scenario, if it has a chart. */
export function drawFleet({ name, from, to }, before, { figures, result }) {
  const chart = charts[name]
  if (!chart) return
  const { file, first, last, width } = chart
  const begin = from / 1_000
  const [unit, per] = last > 2 * HOUR ? ['h', HOUR] : ['min', MINUTE]
  const points = ({ tokenRequests }) => {
    const list = []
    for (let at = first; at < last; at += width) {
      const part = tokenRequests.subarray(begin + at, begin + at + width)
      const rate = part.reduce((sum, count) => sum + count, 0) / width
      list.push([Number((at / per).toFixed(3)), Number(rate.toFixed(1))])
    }
    return list
  }
  const same = before === figures
  const line = (label, color, data, more) => ({
    name: label,
    type: 'line',
    color,
    data,
    symbol: 'none',
    lineStyle: { width: 2 },
    ...more,
  })
  const level = Math.round(3 * result.mean)
  const ends = [first / per, last / per].map((x) => [x, level])
  drawChart(new URL(`${file}.svg`, folder), {
    title: { text: `${name}: requests a second at the token endpoint`, left: 10, top: 8 },
    legend: { top: 36, left: 10 },
    grid: { left: 70, right: 24, top: 76, bottom: 50 },
    xAxis: {
      type: 'value',
      name:
        same && from === to
          ? 'hours from half past eight in the evening'
          : `${unit} from its beginning`,
      nameLocation: 'middle',
      nameGap: 28,
      min: first / per,
      max: last / per,
    },
    yAxis: {
      ...(from === to ? { type: 'value' } : { type: 'log', min: 10 }),
      axisLine: { onZero: false },
    },
    series: [
      ...(same ? [] : [line('before', BEFORE, points(before))]),
      line(same ? 'requests' : 'after', AFTER, points(figures), {
        ...(to > from && {
          markArea: {
            itemStyle: { color: '#f3f4f6' },
            data: [[{ xAxis: 0 }, { xAxis: (to - from) / 1_000 / per }]],
          },
        }),
      }),
      line('three times the mean that must be served', LIMIT, ends, {
        lineStyle: { width: 1.5, type: 'dashed' },
      }),
    ],
  })
}
