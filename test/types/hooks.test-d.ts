import { type QueryClient, skipToken, useQueries, useQuery } from '@tanstack/react-query'
import {
  type AccessToken,
  type PassApiError,
  type PassClient,
  PassError,
  type PassNetworkError,
  type PassQueryOptions,
  passEndpoint,
  passQueryOptions,
  usePass,
  usePassMutation,
  usePassQuery,
  usePassToken,
  useSuspensePassQuery,
  useSuspensePassToken,
} from 'react-adobe-pass'
import {
  type Configuration,
  configuration,
  type Mvpd,
  type Profiles,
  profiles,
} from 'react-adobe-pass/rest-v2'
import * as v from 'valibot'
import { expectTypeOf } from 'vitest'
import * as z from 'zod/mini'

// Checked by tsc, never run.

const withZod = passEndpoint({ path: '/x', schema: z.object({ id: z.string() }) })
const withValibot = passEndpoint({ path: '/x', schema: v.object({ at: v.number() }) })
const transformed = passEndpoint({
  path: '/x',
  schema: z.pipe(z.string(), z.transform(Number)),
  staleTime: (data, receivedAt) => data + receivedAt,
})
const bare = passEndpoint({ path: '/x' })
const maybe = Math.random() > 2

export function QueryData() {
  expectTypeOf(usePassQuery('/x').data).toBeUnknown()
  expectTypeOf(usePassQuery(bare).data).toBeUnknown()
  expectTypeOf(usePassQuery(withZod).data).toEqualTypeOf<{ id: string } | undefined>()
  expectTypeOf(usePassQuery(withValibot).data).toEqualTypeOf<{ at: number } | undefined>()
  expectTypeOf(usePassQuery(transformed).data).toEqualTypeOf<number | undefined>()
  expectTypeOf(usePassQuery(configuration()).data).toEqualTypeOf<Configuration | undefined>()
  expectTypeOf(usePassQuery(withZod).error).toEqualTypeOf<PassError | null>()

  expectTypeOf(
    usePassQuery(configuration(), { select: ({ requestor }) => requestor.mvpds }).data,
  ).toEqualTypeOf<readonly Mvpd[] | undefined>()
  expectTypeOf(
    usePassQuery(withZod, { select: ({ id }) => id.length, staleTime: 1, retry: 2, enabled: maybe })
      .data,
  ).toEqualTypeOf<number | undefined>()

  expectTypeOf(usePassQuery(skipToken).data).toBeUnknown()
  expectTypeOf(usePassQuery(maybe ? withZod : skipToken).data).toEqualTypeOf<
    { id: string } | undefined
  >()
  expectTypeOf(
    usePassQuery(maybe ? withZod : skipToken, { select: ({ id }) => id.length }).data,
  ).toEqualTypeOf<number | undefined>()

  const query = usePassQuery(withZod)
  if (query.isSuccess) expectTypeOf(query.data).toEqualTypeOf<{ id: string }>()
}

export function QueryMisuse() {
  // @ts-expect-error the endpoint sets queryKey
  usePassQuery(withZod, { queryKey: ['x'] })
  // @ts-expect-error the endpoint sets queryFn
  usePassQuery(withZod, { queryFn: () => 1 })
  // @ts-expect-error without a schema the data is unknown
  void usePassQuery('/x').data?.id
  // @ts-expect-error select gets the output of the schema
  usePassQuery(withZod, { select: ({ name }) => name })
  // @ts-expect-error no such option
  usePassQuery(withZod, { stale: 1 })
  // @ts-expect-error an endpoint, not its factory
  usePassQuery(configuration)
}

export function SuspenseData() {
  expectTypeOf(useSuspensePassQuery(withZod).data).toEqualTypeOf<{ id: string }>()
  expectTypeOf(
    useSuspensePassQuery(withZod, { select: ({ id }) => id.length }).data,
  ).toEqualTypeOf<number>()
  expectTypeOf(useSuspensePassToken().data).toEqualTypeOf<AccessToken>()
  // @ts-expect-error suspense cannot skip
  useSuspensePassQuery(skipToken)
  // @ts-expect-error suspense is always enabled
  useSuspensePassQuery(withZod, { enabled: false })
}

export function Token() {
  const { data, error } = usePassToken({ enabled: true })
  expectTypeOf(data).toEqualTypeOf<AccessToken | undefined>()
  expectTypeOf(error).toEqualTypeOf<PassError | null>()
  // @ts-expect-error the token manager sets the lifetime
  usePassToken({ staleTime: 1 })
}

export function Options(pass: PassClient, queryClient: QueryClient) {
  const options = passQueryOptions(pass, withZod)
  expectTypeOf(queryClient.getQueryData(options.queryKey)).toEqualTypeOf<
    { id: string } | undefined
  >()
  expectTypeOf(queryClient.query(options)).resolves.toEqualTypeOf<{ id: string }>()
  expectTypeOf(queryClient.prefetchQuery(options)).resolves.toBeVoid()
  expectTypeOf(queryClient.ensureQueryData(options)).resolves.toEqualTypeOf<{ id: string }>()
  expectTypeOf(useQuery(options).data).toEqualTypeOf<{ id: string } | undefined>()
  expectTypeOf(
    useQuery(passQueryOptions(usePass(), maybe ? withZod : skipToken)).data,
  ).toEqualTypeOf<{ id: string } | undefined>()

  const [first, second] = useQueries({
    queries: [
      passQueryOptions(pass, withZod, { select: ({ id }) => id.length }),
      passQueryOptions(pass, profiles()),
    ],
  })
  expectTypeOf(first.data).toEqualTypeOf<number | undefined>()
  expectTypeOf(second.data).toEqualTypeOf<Profiles | undefined>()

  expectTypeOf<PassQueryOptions>().not.toHaveProperty('queryKey')
  // @ts-expect-error the first argument is a client
  passQueryOptions(withZod)
}

export function Mutations() {
  const named = usePassMutation(({ mvpd }: { mvpd: string }) =>
    passEndpoint({ path: '/{mvpd}', params: { mvpd }, schema: v.object({ done: v.boolean() }) }),
  )
  expectTypeOf(named.data).toEqualTypeOf<{ done: boolean } | undefined>()
  expectTypeOf(named.error).toEqualTypeOf<PassError | null>()
  expectTypeOf(named.variables).toEqualTypeOf<{ mvpd: string } | undefined>()
  named.mutate({ mvpd: 'x' }, { onSuccess: ({ done }) => done })
  // @ts-expect-error the variable is missing
  named.mutate({})
  // @ts-expect-error the variable has another type
  named.mutate({ mvpd: 1 })
  // @ts-expect-error the variables are missing
  named.mutate()

  usePassMutation(() => withZod, { onSuccess: ({ id }) => id }).mutate()
  // @ts-expect-error the endpoint sets mutationFn
  usePassMutation(() => withZod, { mutationFn: async () => ({ id: '' }) })
  // @ts-expect-error an endpoint is needed
  usePassMutation(() => '/x')
}

export function Errors(error: PassError) {
  if (error.name === 'PassApiError') expectTypeOf(error).toExtend<PassError>()
  const isApi = (error: PassError): error is PassApiError => error.name === 'PassApiError'
  if (isApi(error)) expectTypeOf(error.code).toExtend<string | undefined>()
  // An editor completes known codes, and unknown codes compile.
  expectTypeOf<'timeout'>().toExtend<PassError['code']>()
  expectTypeOf<'a_code_of_tomorrow'>().toExtend<PassError['code']>()
  const isNetwork = (error: PassError): error is PassNetworkError =>
    error.name === 'PassNetworkError'
  if (isNetwork(error)) {
    expectTypeOf(error.code).toEqualTypeOf<'network' | 'timeout'>()
  }
  expectTypeOf(error instanceof PassError && error.retryable).toBeBoolean()
}
