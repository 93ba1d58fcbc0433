import { digits, figure, rows } from './rows.mjs'

/** The results of `npm run bench` as Markdown. */
export function table(results) {
  const { libraries } = results
  const names = Object.keys(libraries)
  const notes = []
  const lines = rows.map((row) => {
    const { title, detail, unit, limit } = row
    return [
      `${title}${unit ? `, ${unit}` : ''}<br>${detail}`,
      ...names.map((name) => cell(row, libraries[name], name)),
      limit ?? '',
    ]
  })

  /** A figure with its quartiles, or a dash. The reason for a dash is listed below the table. */
  function cell(row, library, name) {
    const found = figure(row, library)
    if (!found) {
      const reason = library.cannot?.[row.key]
      const note = reason && `${row.title}, ${name}: ${reason}.`
      if (note && !notes.includes(note)) notes.push(note)
      return '–'
    }
    const [median, lower, upper] = [found.median, found.lower, found.upper].map(digits)
    return lower === upper ? median : `${median} (${lower} to ${upper})`
  }

  return `# react-adobe-pass side by side

${results.at.slice(0, 10)}, Chromium ${results.chromium}, Node ${results.node}, ${results.cores} cores, ${results.rounds} rounds in ${results.seconds} s. Medians, with the quartiles of all rounds in brackets. Lower is better everywhere.

${grid([['', ...names.map((name) => `**${name}**`), 'goal'], ...lines])}

${names.map((name) => `- **${name}**: ${packagesOf(libraries[name])}`).join('\n')}

${[...notes, ...about].map((note) => `- ${note}`).join('\n')}

## By itself

${grid([['react-adobe-pass', ''], ...ownLines(results.own)])}
`
}

/** How it was measured, and what favours which library. */
const about = [
  'All in one run, in turn, each time in another order; every measurement has a browser profile of its own. One production React and one TanStack Query for all; every page holds one library. The pages are cross-origin isolated: their clock ticks every 5 µs.',
  'The servers are on this machine and take 50 ms for every answer. react-adobe-pass and react-query talk to the emulator, without throttling and without pacing (`throttle: false`), and get tokens of a client; the others have signed a viewer in through their own redirect, and renew with a refresh token. msal takes HTTPS only, and gets it.',
  'react-query is a query for the token written by hand; who needs the token asks the query client for it, so that nobody renders at a renewal.',
  'auth0 and oidc have their storage set to localStorage, msal too; auth0 has refresh tokens on. pkce does so by itself. react-adobe-pass keeps the token in IndexedDB.',
  'Consumers do what the documentation has a component do: auth0 `getAccessTokenSilently()`, msal `acquireTokenSilent()`, react-adobe-pass `getToken()`, in an effect. In oidc and pkce the token is a value in the context. With oidc every consumer that finds it expired calls `signinSilent()`: nothing in it shares the call, and its automatic renewal does not start for a token that is expired when the page loads. The first answer serves them all. An app that calls it in one place only makes one request a tab.',
  'Mounting begins before the library makes its client. The first authorized call is `usePassQuery` with react-adobe-pass, a fetch in an effect elsewhere.',
  'The renewal is what each does by itself while the page is open: react-adobe-pass and oidc by timer; auth0, msal and react-query when asked to bypass the cache; pkce with `refreshAccessToken()`. With react-adobe-pass a component of `usePassToken()`, which shows the token, renders once; see below.',
]

function ownLines({ requests, cachedGetToken, renewal, warmStart, indexedDb }) {
  const seed = ({ registrations, tokenRequests }) => `${registrations} and ${tokenRequests}`
  const spread = ({ median, lower, upper }, unit) =>
    `${digits(median)} ${unit} (${digits(lower)} to ${digits(upper)})`
  return [
    [
      'registrations and token requests, first visit, 1 consumer of each hook',
      seed(requests.consumers1),
    ],
    ['100 consumers', seed(requests.consumers100)],
    ['1,000 consumers', seed(requests.consumers1000)],
    ['5 tabs at once', seed(requests.tabs5)],
    ['cached `getToken()`, awaited', spread(cachedGetToken.awaited, 'µs')],
    ['not awaited', spread(cachedGetToken.unawaited, 'µs')],
    ['renderings of a `usePassQuery` consumer at a renewal', renewal.usePassQuery],
    ['of a `usePassToken` consumer', renewal.usePassToken],
    ['mount to first protected call, reload', spread(warmStart, 'ms')],
    ['IndexedDB alone, as a page begins: opened and read once', spread(indexedDb, 'ms')],
  ]
}

function packagesOf({ versions }) {
  return Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')
}

function grid([head, ...body]) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n')
}
