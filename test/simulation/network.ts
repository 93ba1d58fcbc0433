import type { NetworkFault } from './schedule.ts'
import { emulator } from './server.ts'
import type { World } from './world.ts'

export type Target = 'register' | 'token' | 'api'

/** The delays and the fault of the next request. */
export interface Fate {
  readonly out: number
  readonly back: number
  readonly fault: NetworkFault
}

/** One request, as a tab sent it. */
export interface Sent {
  readonly tab: number
  readonly target: Target
  readonly url: string
  readonly headers: Headers
  readonly body: string
  readonly at: number
}

/** An answer of the server. */
export interface Answered {
  readonly status: number
  readonly text: string
  readonly at: number
}

/** Observes everything that goes over the network. */
export interface NetworkWitness {
  sent(request: Sent): void
  /** The server has done its work. No tab has the answer yet. */
  answered(request: Sent, answer: Answered): void
  /** The tab has received the complete, unchanged answer. */
  delivered(request: Sent, answer: Answered): void
  /** The tab has read this status. */
  saw(request: Sent, status: number): void
  /** The tab no longer waits for this request. */
  ended(request: Sent): void
}

const serverFaults = new Set<NetworkFault>([
  ...(['429', '500', 'html', 'empty', 'invalid_client', 'unauthorized_client'] as const),
  ...(['invalid_token', 'invalid_access_token_client_application'] as const),
  'invalid_access_token_service_provider',
])

/** The URL of a request. */
export const urlOf = (input: string | URL | Request): string =>
  input instanceof Request ? input.url : String(input)

const failed = () => new TypeError('Failed to fetch')

const targetOf = (url: string): Target =>
  url.endsWith('/o/client/register')
    ? 'register'
    : url.endsWith('/o/client/token')
      ? 'token'
      : 'api'

let sweepers = 0
/** Consumes a planned failure, as a separate device. */
const sweep = (url: string) =>
  emulator.handle(new Request(url, { method: 'POST' }), { device: `sweeper ${++sweepers}` })

/** The network between the tabs of a device and the server. */
export function createNetwork(
  world: World,
  nextFate: (target: Target) => Fate,
  isOnline: () => boolean,
  witness: NetworkWitness,
  serve: typeof globalThis.fetch = emulator.fetch,
) {
  /** How to fail each request that is on its way. */
  const underWay = new Map<Sent, () => void>()

  const send = (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const tab = world.tab()
    const url = urlOf(input)
    const { signal } = init
    const body = typeof init.body === 'string' ? init.body : ''
    const headers = new Headers(init.headers)
    const target = targetOf(url)
    const request: Sent = { tab, target, url, headers, body, at: world.now() }
    witness.sent(request)
    const { out, back, fault } = nextFate(target)

    return new Promise((resolve, reject) => {
      const end = () => {
        underWay.delete(request)
        witness.ended(request)
      }
      underWay.set(request, () => {
        end()
        reject(failed())
      })
      signal?.addEventListener('abort', () => {
        end()
        reject(signal.reason)
      })
      const arrive = (label: string, work: () => void) =>
        world.schedule(back, tab, label, () => {
          end()
          if (!signal?.aborted) work()
        })
      const fail = () => arrive(`no answer of ${target}`, () => reject(failed()))
      if (fault === 'refused' || !isOnline()) return fail()
      if (fault === 'lost') return

      const answer = (status: number, text: string) => {
        const whole: Answered = { status, text, at: world.now() }
        witness.answered(request, whole)
        if (fault === 'answer-lost') return
        if (fault === 'cut' || !isOnline() || (fault === 'hidden' && status === 429)) return fail()
        arrive(`${status} of ${target}${fault === 'none' ? '' : `, ${fault}`}`, () => {
          const seen = fault === 'redirect' ? 302 : status
          witness.saw(request, seen)
          const spoilt = /^(garbled|redirect|body|truncated)/.test(fault)
          if (!spoilt) witness.delivered(request, whole)
          resolve(new Response(bodyOf(fault, text), { status: seen }))
        })
      }
      world.schedule(out, 'server', `${target} of ${tab}`, () => {
        const planned = serverFaults.has(fault)
        if (planned) emulator.fail(fault, { on: target })
        void serve(url, { ...init, signal: null }).then(async (response) => {
          const { status } = response
          answer(status, await response.text())
          // If the bucket was empty anyway, the planned failure would hit the next request.
          if (status === 429 && planned && fault !== '429') await sweep(url)
        })
      })
    })
  }

  return {
    send,
    /** Fails all requests of a tab, as a browser does when its page is left. */
    abort(tab: number) {
      for (const [request, fail] of underWay) if (request.tab === tab) fail()
    },
  }
}

function bodyOf(fault: NetworkFault, text: string): BodyInit {
  if (fault === 'garbled') return text.replace('{', '{{').replace(/"(\w+)":"/, '"$1":{"')
  if (fault === 'truncated') return text.slice(0, text.length / 2)
  if (fault !== 'body-breaks' && fault !== 'body-hangs') return text
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text.slice(0, 20)))
      if (fault === 'body-breaks') controller.error(failed())
    },
  })
}
