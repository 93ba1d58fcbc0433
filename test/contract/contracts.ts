import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'

/** Adobe's OpenAPI documents; they are not part of this repository. */
const directory =
  process.env['PASS_CONTRACTS'] ??
  fileURLToPath(new URL('../../../shared/adobe-pass', import.meta.url))

const files = ['dcrApi.json', 'restApiV2.json'].map((name) => join(directory, name))

export const present = files.every((file) => existsSync(file))

/** Added to the title of a suite, to say why it is skipped. */
export const note = present
  ? ''
  : ' (skipped: dcrApi.json or restApiV2.json is missing, see PASS_CONTRACTS)'

/** One request as the client sent it, and the emulator's answer. */
export interface Recorded {
  readonly request: Request
  readonly requestBody: string
  readonly status: number
  readonly answer: unknown
}

interface Operation {
  readonly parameters?: readonly { name: string; in: string; required?: boolean }[]
  readonly requestBody?: { required?: boolean; content: Content }
  readonly responses: Readonly<Record<string, { content?: Content }>>
}
type Content = Readonly<Record<string, { schema: object }>>

interface Contract {
  /** The base path of the server. */
  readonly base: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly ajv: Ajv
}

/** Reads a document, and makes its schemas refuse properties that they do not name. */
function readContract(file: string): Contract {
  const document = JSON.parse(readFileSync(file, 'utf8'), (key, value: unknown) => {
    const isObject = typeof value === 'object' && value !== null
    if (!isObject || !('properties' in value) || key === 'properties') return value
    const { properties } = value
    const named = typeof properties === 'object' && Object.keys(properties ?? {}).length > 0
    return named ? { additionalProperties: false, ...value } : value
  })
  // Formats such as int64 are not checked.
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
  ajv.addSchema(document, 'contract')
  return { base: new URL(document.servers[0].url).pathname, paths: document.paths, ajv }
}

const contracts = present ? files.map(readContract) : []

/** Returns the schema with references that point into the document. */
const within = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"contract#/'))

function mismatches({ ajv }: Contract, schema: object, value: unknown, where: string): string[] {
  const validate = ajv.compile(within(schema))
  if (validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const property = Object(params)['additionalProperty'] ?? ''
    return `${where}${instancePath} ${message} ${property}`.trim()
  })
}

const readBody = (mediaType: string, body: string): unknown =>
  mediaType === 'application/json'
    ? JSON.parse(body)
    : Object.fromEntries(new URLSearchParams(body))

/** Finds the operation of a request. */
function findOperation(request: Request): { contract: Contract; operation: Operation } {
  const { pathname } = new URL(request.url)
  for (const contract of contracts) {
    for (const [path, operations] of Object.entries(contract.paths)) {
      const pattern = (contract.base + path).replace(/\{\w+\}/g, '[^/]+')
      const operation = operations[request.method.toLowerCase()]
      if (operation && new RegExp(`^${pattern}$`).test(pathname)) return { contract, operation }
    }
  }
  throw new Error(`No contract has ${request.method} ${pathname}`)
}

/** Lists how a request differs from its contract. */
export function requestDifferences({ request, requestBody }: Recorded): string[] {
  const { contract, operation } = findOperation(request)
  const { parameters = [] } = operation
  const { searchParams } = new URL(request.url)
  const named = (place: string) =>
    parameters.filter((one) => one.in === place).map(({ name }) => name.toLowerCase())

  const missing = parameters
    .filter(({ required, name, in: place }) => {
      if (!required || place === 'path') return false
      return place === 'query' ? !searchParams.has(name) : !request.headers.has(name)
    })
    .map((one) => `${one.in} ${one.name} is missing`)
  const surplus = [
    ...[...request.headers.keys()].filter((name) => !named('header').includes(name)),
    ...[...searchParams.keys()].filter((name) => !named('query').includes(name.toLowerCase())),
  ].map((name) => `${name} is not in the contract`)

  const [mediaType = ''] = (request.headers.get('content-type') ?? '').split(';')
  const content = operation.requestBody?.content
  if (!content) return [...missing, ...surplus, ...(requestBody ? ['there is a body'] : [])]
  const schema = content[mediaType]?.schema
  const body = schema
    ? mismatches(contract, schema, readBody(mediaType, requestBody), 'body')
    : [`body is ${mediaType}`]
  return [...missing, ...surplus, ...body]
}

/** Lists how an answer differs from its contract. */
export function answerDifferences({ request, status, answer }: Recorded): string[] {
  const { contract, operation } = findOperation(request)
  const response = operation.responses[String(status)]
  if (!response) return [`status ${status} is not in the contract`]
  const schema = response.content?.['application/json']?.schema
  return schema ? mismatches(contract, schema, answer, 'answer') : []
}
