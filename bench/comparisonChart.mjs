import { drawChart } from './charts.mjs'
import { digits, figure, rows } from './rows.mjs'

const WIDTH = 900
const COLUMNS = 2
const LEFT = 132
const PANEL = { width: 246, pitch: 448, top: 70, bar: 22, gap: 84 }
const OURS = '#0b62d6'
const THEIRS = '#8a94a3'
const INK = '#24292f'

/**
 * Draws a panel for each row with a scale: bars on a linear scale, points on a logarithmic one,
 * with a line between the quartiles.
 *
 * @param {URL} file the SVG file.
 * @param {object} results of `npm run bench`.
 */
export function comparisonChart(file, { libraries, at, chromium, cores }) {
  const names = Object.keys(libraries)
  const panels = rows.filter(({ scale }) => scale)
  const height = names.length * PANEL.bar
  const pitch = height + PANEL.gap
  const places = panels.map((row, i) => ({
    row,
    left: LEFT + (i % COLUMNS) * PANEL.pitch,
    top: PANEL.top + 44 + Math.floor(i / COLUMNS) * pitch,
    figures: names.map((name) => figure(row, libraries[name])),
  }))

  drawChart(
    file,
    {
      textStyle: { fontFamily: 'system-ui, sans-serif', color: INK },
      title: [
        {
          text: 'Holding a bearer token in a React app',
          subtext: `lower is better · medians and quartiles · ${at.slice(0, 10)}, Chromium ${chromium}, ${cores} cores`,
          left: 12,
          top: 10,
          textStyle: { fontSize: 18, color: INK },
        },
        ...places.map(({ row: { title, detail, unit, scale }, left, top }) => ({
          text: unit ? `${title}, ${unit}` : title,
          subtext: scale === 'log' ? `${detail} · logarithmic` : detail,
          left: left - LEFT + 12,
          top: top - 46,
          itemGap: 3,
          textStyle: { fontSize: 14, color: INK },
          subtextStyle: { fontSize: 11.5 },
        })),
      ],
      grid: places.map(({ left, top }) => ({ left, top, width: PANEL.width, height })),
      xAxis: places.map(({ row: { scale }, figures }, gridIndex) => ({
        gridIndex,
        ...axis(scale, figures),
        axisLabel: { show: false },
        splitLine: { lineStyle: { color: '#e6e8eb' } },
      })),
      yAxis: places.map((_, gridIndex) => ({
        gridIndex,
        type: 'category',
        inverse: true,
        data: names,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: '#c4c9d0' } },
        axisLabel: { color: INK, fontSize: 12, margin: 12 },
      })),
      series: places.flatMap(({ row, figures }, index) => [
        marks(row, index, figures, names),
        spread(index, figures),
      ]),
    },
    { width: WIDTH, height: PANEL.top + Math.ceil(panels.length / COLUMNS) * pitch },
  )
}

/** The axis starts at 0, or on a log scale at the power of ten below the smallest figure. */
function axis(scale, figures) {
  const found = figures.filter((figure) => figure)
  if (scale === 'linear') return { type: 'value', min: 0, splitNumber: 4 }
  const decade = (value, round) => 10 ** round(Math.log10(value))
  const smallest = Math.min(...found.map(({ lower }) => lower))
  const largest = Math.max(...found.map(({ upper }) => upper))
  const min = decade(smallest * 0.99, Math.floor)
  return { type: 'log', min, max: Math.max(decade(largest, Math.ceil), min * 100) }
}

function marks({ scale }, index, figures, names) {
  return {
    type: scale === 'log' ? 'scatter' : 'bar',
    xAxisIndex: index,
    yAxisIndex: index,
    barWidth: 12,
    symbolSize: 11,
    data: figures.map((figure, i) => ({
      value: [figure ? figure.median : null, i],
      itemStyle: { color: names[i] === 'react-adobe-pass' ? OURS : THEIRS, opacity: 1 },
    })),
  }
}

/** The line between the quartiles, and the figure after it, or a dash if there is none. */
function spread(index, figures) {
  return {
    type: 'custom',
    xAxisIndex: index,
    yAxisIndex: index,
    clip: false,
    data: figures.map((_, i) => [0, i]),
    renderItem({ dataIndex, coordSys }, api) {
      const figure = figures[dataIndex]
      const y = coordSys.y + (coordSys.height / figures.length) * (dataIndex + 0.5)
      const place = (value) => api.coord([value, dataIndex])[0]
      const text = (x, text) => ({
        type: 'text',
        style: { text, x, y, verticalAlign: 'middle', fontSize: 12, fill: INK },
      })
      if (!figure) return text(coordSys.x + 6, '–')
      const [from, middle, to] = [figure.lower, figure.median, figure.upper].map(place)
      const line = (x1, y1, x2, y2) => ({
        type: 'line',
        shape: { x1, y1, x2, y2 },
        style: { stroke: INK, lineWidth: 1.5 },
      })
      return {
        type: 'group',
        children: [
          ...(to - from < 1
            ? []
            : [line(from, y, to, y), line(from, y - 4, from, y + 4), line(to, y - 4, to, y + 4)]),
          text(Math.max(to, middle + 5) + 7, digits(figure.median)),
        ],
      }
    },
  }
}
