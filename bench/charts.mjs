// The charts of the benchmarks: SVG files, drawn by ECharts without a browser.
import { writeFileSync } from 'node:fs'
import { init } from 'echarts'

/**
 * Draws one chart into an SVG file.
 *
 * @param {URL} file where it goes.
 * @param {import('echarts').EChartsOption} option as ECharts wants it; nothing is animated.
 * @param {{ width?: number, height?: number }} [size] px. Default 900 by 420.
 */
export function drawChart(file, option, { width = 900, height = 420 } = {}) {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  chart.setOption({ animation: false, backgroundColor: '#fff', ...option })
  writeFileSync(file, `${chart.renderToSVGString()}\n`)
  chart.dispose()
}
