import { launch } from 'puppeteer-core'

/** Starts Firefox with a profile of its own, over WebDriver BiDi. */
export async function openFirefox({ browser: executablePath }) {
  const browser = await launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    // Whoever starts this ends on a signal, and Firefox with it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })
  const page = await browser.newPage()
  return {
    version: (await browser.version()).replace('firefox/', 'Firefox '),
    goto: (url) => page.goto(url),
    close: () => browser.close(),
  }
}
