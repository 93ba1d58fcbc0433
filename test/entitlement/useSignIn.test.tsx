import { useAuthorize, useProfile, useSignIn } from 'react-adobe-pass/entitlement'
import { describe, expect, it } from 'vitest'
import { elapse, emulator, logIn, renderJourney, stopTime, stubPopup } from './testbed.tsx'

const useAll = () => ({ signIn: useSignIn(), profile: useProfile(), authorize: useAuthorize() })

describe('useSignIn in a popup', () => {
  it('walks from signed out to a media token', async () => {
    const { popup } = stubPopup()
    const { result, click } = await renderJourney(useAll)
    stopTime()
    await elapse(1_000)
    expect(result.current.profile.status).toBe('signed-out')

    await click(({ signIn }) => signIn.signIn({ mvpd: 'Lumenwave' }))
    expect(result.current.signIn.status).toBe('popup-open')
    popup.at = (await logIn(popup.visited[0] ?? '')) ?? undefined
    const before = emulator.log.length
    await elapse(1_000)
    await elapse(10)
    expect(result.current.signIn).toMatchObject({ status: 'signed-in', mvpd: 'Lumenwave' })
    expect(result.current.profile).toMatchObject({
      status: 'signed-in',
      profile: { mvpd: 'Lumenwave' },
    })
    expect(popup.closed).toBe(true)
    await click(({ authorize }) => authorize.mutateAsync('channel-1'))
    await elapse(10)
    expect(result.current.authorize.data).toMatchObject({ authorized: true, token: {} })
    expect(emulator.log.slice(before).map(({ url }) => new URL(url).pathname)).toEqual([
      expect.stringMatching(/^\/api\/v2\/REF30\/profiles\/code\/[A-Z0-9]{7}$/),
      '/api/v2/REF30/decisions/authorize/Lumenwave',
    ])
  })
})
