// The charts of the benchmarks: SVG files that ECharts draws without a browser.
import { writeFileSync } from 'node:fs'
import { init } from 'echarts'

/**
 * Draws one chart into an SVG file.
 *
 * @param {URL} file the SVG file.
 * @param {import('echarts').EChartsOption} option for ECharts, without animation.
 * @param {{ width?: number, height?: number }} [size] px. Default 900 by 420.
 */
export function drawChart(file, option, { width = 900, height = 420 } = {}) {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  chart.setOption({ animation: false, backgroundColor: '#fff', ...option })
  writeFileSync(file, `${chart.renderToSVGString()}\n`)
  chart.dispose()
}
