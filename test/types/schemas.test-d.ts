import {
  type authorizationsSchema,
  type Configuration,
  type configurationSchema,
  type Decisions,
  type Logouts,
  type logoutsSchema,
  type newSessionSchema,
  type PartnerSession,
  type Profiles,
  type partnerSessionSchema,
  type preauthorizationsSchema,
  profilesSchema,
  type Session,
  type SessionStatus,
  type sessionSchema,
  type sessionStatusSchema,
} from 'react-adobe-pass/rest-v2'
import { expectTypeOf } from 'vitest'
import * as z from 'zod/mini'
import type { Fields } from '../../src/rest-v2/leniently.ts'

// Checked by tsc, never run.

type Output<Build extends () => z.ZodMiniType> = z.output<ReturnType<Build>>

export function Schemas() {
  expectTypeOf<Output<typeof configurationSchema>>().toEqualTypeOf<Configuration>()
  expectTypeOf<Output<typeof profilesSchema>>().toEqualTypeOf<Profiles>()
  expectTypeOf<Output<typeof sessionSchema>>().toEqualTypeOf<Session>()
  expectTypeOf<Output<typeof newSessionSchema>>().toEqualTypeOf<Session>()
  expectTypeOf<Output<typeof sessionStatusSchema>>().toEqualTypeOf<SessionStatus>()
  expectTypeOf<Output<typeof partnerSessionSchema>>().toEqualTypeOf<PartnerSession>()
  expectTypeOf<Output<typeof preauthorizationsSchema>>().toEqualTypeOf<Decisions>()
  expectTypeOf<Output<typeof authorizationsSchema>>().toEqualTypeOf<Decisions>()
  expectTypeOf<Output<typeof logoutsSchema>>().toEqualTypeOf<Logouts>()
  expectTypeOf(profilesSchema().parse(undefined)).toEqualTypeOf<Profiles>()
}

interface Channel {
  readonly id: string
  readonly name?: string | undefined
  readonly [other: string]: unknown
}

export function Shapes() {
  const id = z.string()
  const name = z.optional(z.string())
  const shape = { id, name } satisfies Fields<Channel>
  z.looseObject(shape) satisfies z.ZodMiniType<Channel>
  // @ts-expect-error a field of the interface is missing
  void ({ id } satisfies Fields<Channel>)
  // @ts-expect-error the interface has no such field
  void ({ id, name, age: z.number() } satisfies Fields<Channel>)
  // @ts-expect-error the field is of another type
  void ({ id: z.number(), name } satisfies Fields<Channel>)
  // @ts-expect-error the field may be missing, and the interface requires it
  void ({ id: name, name } satisfies Fields<Channel>)
}
