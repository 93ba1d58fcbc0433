import type { Page } from 'playwright-core'
import { describe, test } from 'vitest'
import { click, expectShown, logIn, shown, withJourney } from './journeyTestbed.ts'

const scene = withJourney()

const codeOf = async (tv: Page) => (await tv.locator('code').innerText()).trim()

const type = async (phone: Page, code: string) => {
  await phone.getByLabel('Code').fill(code)
  await click(phone, 'Go on')
}

describe.concurrent('on a second screen', () => {
  test('the TV is signed in after the viewer logs in on a phone with the code', async (context) => {
    const { expect } = context
    const { address, openTab, openElsewhere } = await scene(context)
    const tv = await openTab({ screen: 'second-screen', mvpd: undefined })
    await click(tv, 'Sign in')
    await expectShown(tv, 'sign-in', 'second-screen')
    const code = await codeOf(tv)
    const phone = await openElsewhere(address({ phone: true }))
    await type(phone, `${code.slice(0, 3).toLowerCase()} - ${code.slice(3).toLowerCase()} `)
    await expectShown(phone, 'phone', 'ready')
    await click(phone, 'Tidepool TV')
    await logIn(phone)
    await expectShown(tv, 'sign-in', 'signed-in')
    await expectShown(tv, 'mvpd', 'TidepoolTV')
    await expectShown(phone, 'phone', 'idle')

    expect(phone.url()).toBe(address({ phone: true }))
    expect(await tv.evaluate(() => window.journey.shown)).toEqual([
      'idle',
      'starting',
      'second-screen',
      'signed-in',
    ])
  })

  test('the URL of the QR code contains the code', async (context) => {
    const { address, openTab, openElsewhere } = await scene(context)
    const tv = await openTab({
      screen: 'second-screen',
      activationUrl: address({ phone: true, mvpd: undefined }),
    })
    await click(tv, 'Sign in')
    await expectShown(tv, 'sign-in', 'second-screen')
    const link = await tv.getByRole('link').getAttribute('href')
    const phone = await openElsewhere(String(link))
    context.expect(await phone.getByLabel('Code').inputValue()).toBe(await codeOf(tv))
    await click(phone, 'Go on')
    await click(phone, 'Sign in')
    await logIn(phone)
    await expectShown(tv, 'sign-in', 'signed-in')
  })

  test('a wrong code is unknown, and another one can be entered', async (context) => {
    const { address, openTab, openElsewhere } = await scene(context)
    const tv = await openTab({ screen: 'second-screen' })
    await click(tv, 'Sign in')
    await expectShown(tv, 'sign-in', 'second-screen')
    const phone = await openElsewhere(address({ phone: true }))
    for (const wrong of ['ABCDEFG', 'x', '', '../../profiles']) {
      await type(phone, wrong)
      await expectShown(phone, 'phone', 'unknown-code')
      await click(phone, 'Another code')
      await expectShown(phone, 'phone', 'idle')
    }
    await type(phone, await codeOf(tv))
    await expectShown(phone, 'phone', 'ready')
    context.expect(await shown(tv, 'sign-in')).toBe('second-screen')
  })

  test('both screens show that a code has expired; a retry gives a new one', async (context) => {
    const { expect } = context
    const { address, openTab, openElsewhere, looks } = await scene(context, {
      sessionLifetime: 6,
    })
    const tv = await openTab({ screen: 'second-screen' })
    const phone = await openElsewhere(address({ phone: true }))
    await click(tv, 'Sign in')
    await expectShown(tv, 'sign-in', 'second-screen')
    const code = await codeOf(tv)
    await expectShown(tv, 'sign-in', 'expired')
    expect(looks().length).toBeLessThanOrEqual(3)
    await type(phone, code)
    await expectShown(phone, 'phone', 'unknown-code')
    await click(tv, 'Retry')
    await expectShown(tv, 'sign-in', 'second-screen')
    expect(await codeOf(tv)).not.toBe(code)
  })

  test('the TV shows that a code has expired if the server ends it early', async (context) => {
    const { emulator, openTab } = await scene(context)
    const tv = await openTab({ screen: 'second-screen' })
    await click(tv, 'Sign in')
    await expectShown(tv, 'sign-in', 'second-screen')
    emulator.advance(1_800_000)
    await expectShown(tv, 'sign-in', 'expired')
  })

  test('a TV that is reloaded during the sign-in continues with the same code', async (context) => {
    const { expect } = context
    const { emulator, address, openTab, openElsewhere } = await scene(context)
    const tv = await openTab({ screen: 'second-screen', mvpd: undefined })
    await click(tv, 'Sign in')
    await expectShown(tv, 'sign-in', 'second-screen')
    const code = await codeOf(tv)
    await tv.reload()
    await expectShown(tv, 'sign-in', 'second-screen')
    expect(await codeOf(tv)).toBe(code)
    const phone = await openElsewhere(address({ phone: true }))
    await type(phone, code)
    await click(phone, 'Quillstone Fiber')
    await tv.reload()
    await logIn(phone)
    await expectShown(tv, 'sign-in', 'signed-in')
    await expectShown(tv, 'mvpd', 'Quillstone')

    expect(emulator.log.filter(({ url }) => url.endsWith('/sessions'))).toHaveLength(1)
  })
})
